// SPDX-License-Identifier: Apache-2.0
/**
 * Trends over HTTP: questions that any instance answers for all, by asking those that hold the keys.
 *
 * <p>Start at {@link dev.undertone.trends.query.TrendsQueries}. Depends on {@code trends}, {@code http} and
 * {@code config}.
 */
package dev.undertone.trends.query;
