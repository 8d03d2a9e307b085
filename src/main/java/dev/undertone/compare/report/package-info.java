// SPDX-License-Identifier: Apache-2.0
/**
 * The figures of a comparison become answers, tables and charts: one section a claim.
 *
 * <p>Start at {@link dev.undertone.compare.report.ComparisonReport}. Depends on {@code report}, {@code evaluate},
 * {@code train.plan} and {@code compare}.
 */
package dev.undertone.compare.report;
