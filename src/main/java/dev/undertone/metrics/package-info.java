// SPDX-License-Identifier: Apache-2.0
/**
 * What is counted and timed, in the domain's words, and the HTTP page that shows it.
 *
 * <p>Start at {@link dev.undertone.metrics.ScoringMetrics}. Depends on {@code review} and {@code batch} for its label values.
 */
package dev.undertone.metrics;
