// SPDX-License-Identifier: Apache-2.0
/**
 * Draws figures as charts in SVG, with no fonts and no screen, the same bytes every time.
 *
 * <p>Start at {@link dev.undertone.report.LineChart} and {@link dev.undertone.report.BarChart}. Depends on no
 * other package.
 */
package dev.undertone.report;
