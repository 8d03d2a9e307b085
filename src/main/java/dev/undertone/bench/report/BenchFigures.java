// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What a bench came to.
 *
 * @param partSizes the ceiling, in reviews per second and core, by the size of the parts that reviews are scored in
 * @param costs processor time of the parts of the work, each by itself
 * @param runs of all contenders, round by round
 * @param batches of the service's last run
 * @param latencies of the service, one for each guarantee, where they were measured
 */
public record BenchFigures(
        Map<Integer, Double> partSizes,
        StepCosts costs,
        List<BenchRun> runs,
        Optional<Batches> batches,
        List<Latency> latencies) {
    public BenchFigures {
        partSizes = new TreeMap<>(partSizes);
        runs = List.copyOf(runs);
        latencies = List.copyOf(latencies);
    }

    /**
     * A mean over the rounds.
     *
     * @param spread the standard deviation; 0 where there was one round
     */
    public record Mean(double value, double spread) {
        static Mean of(DoubleStream values) {
            double[] all = values.toArray();
            double mean = DoubleStream.of(all).average().orElseThrow();
            double squares = DoubleStream.of(all)
                    .map(value -> (value - mean) * (value - mean))
                    .sum();
            return new Mean(mean, all.length < 2 ? 0 : Math.sqrt(squares / (all.length - 1)));
        }
    }

    /** The contenders, in the order of their first runs. */
    public List<Contender> contenders() {
        return runs.stream().map(BenchRun::contender).distinct().toList();
    }

    /** A figure of a contender over its runs. */
    public Mean mean(Contender contender, ToDoubleFunction<BenchRun> figure) {
        return Mean.of(
                runs.stream().filter(run -> run.contender().equals(contender)).mapToDouble(figure));
    }

    /** The ceiling over all runs, in reviews per second and core. */
    public Mean ceilingPerCore() {
        return Mean.of(runs.stream().mapToDouble(BenchRun::ceilingPerCore));
    }

    /** The product, where it was among the contenders. */
    public Optional<Contender> service() {
        return contenders().stream().filter(Contender::isService).findFirst();
    }

    /** The last run of a contender. */
    public BenchRun last(Contender contender) {
        return runs.stream()
                .filter(run -> run.contender().equals(contender))
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
