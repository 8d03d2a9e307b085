// SPDX-License-Identifier: Apache-2.0
/**
 * The page that shows reviews as they are scored: what it is made of, and what it is told while it is open.
 *
 * <p>Start at {@link dev.undertone.http.page.LivePage}, then {@link dev.undertone.http.page.LiveFeed}. Depends on
 * {@code review}, {@code score}, {@code event} and {@code http}.
 */
package dev.undertone.http.page;
