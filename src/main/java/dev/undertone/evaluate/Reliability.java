// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whether the model is right as often as it says: its confidence against its accuracy, in equally wide bins
 * of confidence.
 */
public record Reliability(List<Bin> bins) {
    private static final int BINS = 15;

    /**
     * The reviews whose confidence lies from {@code from} to below {@code to}, at least one.
     *
     * @param n how many reviews
     * @param confidence their mean confidence, 0.5..1
     * @param accuracy share of right verdicts
     */
    public record Bin(double from, double to, long n, double confidence, double accuracy) {
        /** How far the model is from being right as often as it says, below 0 where it says too much. */
        public double gap() {
            return accuracy - confidence;
        }
    }

    public Reliability {
        bins = List.copyOf(bins);
    }

    /** The bins that hold reviews, the least confident first. The arrays are as long as each other. */
    public static Reliability of(double[] probabilities, boolean[] positive) {
        long[] sizes = new long[BINS];
        double[] confidences = new double[BINS];
        long[] hits = new long[BINS];
        for (int i = 0; i < probabilities.length; i++) {
            double confidence = Math.max(probabilities[i], 1 - probabilities[i]);
            int bin = Math.min(BINS - 1, (int) (confidence * BINS));
            sizes[bin]++;
            confidences[bin] += confidence;
            hits[bin] += (probabilities[i] >= 0.5) == positive[i] ? 1 : 0;
        }
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            if (sizes[i] > 0) {
                bins.add(new Bin(
                        Math.max(0.5, (double) i / BINS),
                        (i + 1.0) / BINS,
                        sizes[i],
                        confidences[i] / sizes[i],
                        (double) hits[i] / sizes[i]));
            }
        }
        return new Reliability(bins);
    }

    /**
     * Expected calibration error: the mean distance of confidence and accuracy, weighted by the bins' sizes (Guo et
     * al. 2017).
     */
    public double expectedCalibrationError() {
        return bins.stream().mapToDouble(this::contribution).sum();
    }

    /** The {@code count} bins that add most to the error: a large gap in a small bin is mostly chance. */
    public List<Bin> worst(int count) {
        return bins.stream()
                .sorted(Comparator.comparingDouble(this::contribution).reversed())
                .limit(count)
                .toList();
    }

    private double contribution(Bin bin) {
        return Math.abs(bin.gap()) * bin.n() / bins.stream().mapToLong(Bin::n).sum();
    }
}
