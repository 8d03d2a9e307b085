// SPDX-License-Identifier: Apache-2.0
/**
 * What is said of one review: the plain values that every other package speaks in.
 *
 * <p>Start at {@link dev.undertone.review.Outcome}. Depends on nothing.
 */
package dev.undertone.review;
