// SPDX-License-Identifier: Apache-2.0
package dev.undertone.soak;

import java.time.Duration;
import java.util.List;

/**
 * What the survivor held, in MiB resident.
 *
 * @param warm the median of the first tenth after the warm-up
 * @param end the median of the last tenth
 * @param largest at any time
 * @param perHour the slope of a straight line through all after the warm-up, by least squares
 */
record Memory(double warm, double end, double largest, double perHour) {
    static final double MIB = 1024 * 1024;

    static Memory of(List<Watch.Sample> samples, Duration warmUp) {
        List<Watch.Sample> after = samples.stream()
                .filter(sample -> sample.minutes() * 60 >= warmUp.toSeconds())
                .toList();
        if (after.size() < 2) {
            throw new AssertionError("memory was looked at " + after.size() + " times after the warm-up");
        }
        int tenth = (after.size() + 9) / 10;
        double largest = samples.stream().mapToDouble(Memory::mib).max().orElseThrow();
        return new Memory(
                median(after.subList(0, tenth)),
                median(after.subList(after.size() - tenth, after.size())),
                largest,
                60 * slope(after));
    }

    /** The end's share of the end of the warm-up; 1 is flat. */
    double growth() {
        return end / warm;
    }

    static double median(List<Watch.Sample> samples) {
        double[] sorted = samples.stream().mapToDouble(Memory::mib).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double mib(Watch.Sample sample) {
        return sample.residentBytes() / MIB;
    }

    /** MiB a minute. */
    private static double slope(List<Watch.Sample> samples) {
        double x = samples.stream().mapToDouble(Watch.Sample::minutes).average().orElseThrow();
        double y = samples.stream().mapToDouble(Memory::mib).average().orElseThrow();
        double covariance = 0;
        double variance = 0;
        for (Watch.Sample sample : samples) {
            covariance += (sample.minutes() - x) * (mib(sample) - y);
            variance += (sample.minutes() - x) * (sample.minutes() - x);
        }
        return covariance / variance;
    }
}
