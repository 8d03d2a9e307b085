// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.report;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where the processor time of the service went. */
final class CpuShares {
    private CpuShares() {}

    /**
     * Where the service's processor time went: inference as its own metrics tell, the other parts of the work what they
     * cost by themselves, in the ceiling's process; the remainder is Kafka's clients, Kafka Streams, the garbage
     * collector and the compiler.
     */
    static Map<String, Double> of(BenchFigures figures) {
        Map<String, Double> shares = new LinkedHashMap<>();
        if (figures.service().isEmpty() || figures.batches().isEmpty()) {
            return shares;
        }
        BenchRun last = figures.last(figures.service().get());
        double micros = microsPerReview(last);
        double ceiling = 1e6 / last.ceilingPerCore();
        StepCosts costs = figures.costs();
        // Its own clock also counts the time for which others had the processor.
        double most = micros - costs.decode() - costs.tokenize() - costs.encode();
        double inference = Math.min(most, figures.batches().get().inferenceMicros());
        shares.put("inference", Math.min(ceiling, inference) / micros);
        shares.put("padding and small parts", Math.max(0, inference - ceiling) / micros);
        shares.put("decoding", costs.decode() / micros);
        shares.put("tokenizing", costs.tokenize() / micros);
        shares.put("encoding", costs.encode() / micros);
        double known = shares.values().stream().mapToDouble(Double::doubleValue).sum();
        shares.put("Kafka and the rest", Math.max(0, 1 - known));
        return shares;
    }

    /** Of the service's last run, to which {@link BenchFigures#batches} belong as well. */
    static double microsPerReview(BenchRun run) {
        return 1e6 / run.throughput().perCore();
    }
}
