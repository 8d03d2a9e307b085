// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.report;

/**
 * How far a contender was at a moment.
 *
 * @param seconds since its process was started
 * @param scored outcomes that a reader of committed records has seen
 * @param cpuSeconds of its process
 * @param residentBytes of its process
 */
public record Sample(double seconds, long scored, double cpuSeconds, long residentBytes) {}
