// SPDX-License-Identifier: Apache-2.0
/**
 * What is counted and timed, as Prometheus reads it.
 *
 * <p>Start at {@link dev.undertone.score.ScoringMetrics}, then {@link dev.undertone.metrics.MetricSpec}, what is known
 * of each series. Depends on {@code review}, {@code batch}, {@code score}, {@code http}, {@code http.score},
 * {@code serve} and {@code trends}.
 */
package dev.undertone.metrics;
