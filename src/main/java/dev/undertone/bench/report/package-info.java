// SPDX-License-Identifier: Apache-2.0
/**
 * What a benchmark came to: its figures, and the report on them as text, JSON and charts.
 *
 * <p>Start at {@link dev.undertone.bench.report.BenchReport}. Depends on {@code report} and {@code model}.
 */
package dev.undertone.bench.report;
