// SPDX-License-Identifier: Apache-2.0
/**
 * What is counted and timed, in the domain's words, how the service is, and the HTTP pages that show both.
 *
 * <p>Start at {@link dev.undertone.score.ScoringMetrics}, then {@link dev.undertone.metrics.Series}, the list of all
 * series. Depends on {@code review}, {@code batch}, {@code score}, {@code http} and {@code serve} for its label values.
 */
package dev.undertone.metrics;
