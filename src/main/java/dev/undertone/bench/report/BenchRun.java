// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.report;

/**
 * One contender's run between two measurements of the ceiling, so that both were made while the machine was in the
 * same mood.
 *
 * @param ceilingPerCore reviews per second and core of ONNX Runtime alone, the mean of before and after
 */
public record BenchRun(Contender contender, double ceilingPerCore, Throughput throughput) {
    /** The contender's reviews per second and core as a share of the ceiling's. */
    public double share() {
        return throughput.perCore() / ceilingPerCore;
    }
}
