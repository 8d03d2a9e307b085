// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * How a contender worked off a backlog.
 *
 * @param warmUp outcomes left out of the rates: until then classes are loaded and code is compiled
 * @param samples from the start of the process to the last outcome
 */
public record Throughput(long warmUp, List<Sample> samples) {
    public Throughput {
        samples = List.copyOf(samples);
        if (samples.size() < 2 || samples.get(samples.size() - 1).scored() <= warmUp) {
            throw new IllegalArgumentException("a throughput takes samples beyond its warm-up of " + warmUp);
        }
    }

    /** One tenth of a backlog: its rate on the clock and the memory held at its end. */
    public record Part(long scored, double perSecond, long residentBytes) {}

    /** How long it took on the clock, after the warm-up. */
    public double seconds() {
        return last().seconds() - warm().seconds();
    }

    /** Reviews a second on the clock, after the warm-up. */
    public double perSecond() {
        return reviews() / seconds();
    }

    /** Reviews a second of processor time, after the warm-up. */
    public double perCore() {
        return reviews() / (last().cpuSeconds() - warm().cpuSeconds());
    }

    /** Share of one core's time that the process took, after the warm-up; above 1 where it uses more than one. */
    public double cores() {
        return (last().cpuSeconds() - warm().cpuSeconds()) / seconds();
    }

    /** Seconds from the start of the process to the first outcome. */
    public double firstAfter() {
        return samples.stream()
                .filter(sample -> sample.scored() > 0)
                .findFirst()
                .orElseThrow()
                .seconds();
    }

    /** Memory held at the last outcome. */
    public long residentBytes() {
        return last().residentBytes();
    }

    /** By what share memory grew from the end of the warm-up to the end. */
    public double residentGrowth() {
        return warm().residentBytes() == 0 ? 0 : (double) last().residentBytes() / warm().residentBytes() - 1;
    }

    /** What came after the warm-up, in ten parts. */
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        Sample before = warm();
        for (int tenth = 1; tenth <= 10; tenth++) {
            Sample at = at(warmUp + (last().scored() - warmUp) * tenth / 10);
            if (at.scored() > before.scored()) {
                double rate = (at.scored() - before.scored()) / (at.seconds() - before.seconds());
                parts.add(new Part(at.scored(), rate, at.residentBytes()));
                before = at;
            }
        }
        return parts;
    }

    private long reviews() {
        return last().scored() - warm().scored();
    }

    private Sample warm() {
        return at(warmUp);
    }

    private Sample at(long scored) {
        return samples.stream()
                .filter(sample -> sample.scored() >= scored)
                .findFirst()
                .orElseThrow();
    }

    private Sample last() {
        return samples.get(samples.size() - 1);
    }
}
