// SPDX-License-Identifier: Apache-2.0
package dev.undertone.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a batch into parts of like lengths so that computing them costs least. Each part is padded to its longest item:
 * many small parts pad little and are called often, few large ones the other way round. Which cut is cheapest depends
 * on the lengths, so it is found for each batch, by dynamic programming over the sorted lengths, in a time of
 * {@code items x mostItems} steps.
 *
 * @param perPart what a part costs beside its items
 * @param perStep what each position of a part's longest item costs beside its items
 * @param mostItems of a part
 * @param mostCells of a part, its items times the length of its longest: as much as one works on within the processor's
 *     caches; an item longer than that makes a part by itself
 */
public record SubBatchPartitioner(double perPart, double perStep, int mostItems, int mostCells) {
    public SubBatchPartitioner {
        if (!(perPart >= 0 && perStep >= 0)) {
            throw new IllegalArgumentException("costs must not be negative");
        }
        if (mostItems < 1) {
            throw new IllegalArgumentException("a part holds at least 1 item, not " + mostItems);
        }
        if (mostCells < 1) {
            throw new IllegalArgumentException("a part holds at least 1 cell, not " + mostCells);
        }
    }

    /**
     * The parts, shortest items first, each as the positions of its items in {@code lengths}; every position is in
     * exactly one. One position of one item costs 1; the other costs are in that unit.
     *
     * @param lengths of the items, at least 0
     */
    public List<int[]> of(int[] lengths) {
        long[] sorted = sorted(lengths);
        int[] starts = starts(sorted);
        List<int[]> parts = new ArrayList<>();
        int end = sorted.length;
        while (end > 0) {
            int start = starts[end];
            int[] part = new int[end - start];
            for (int i = 0; i < part.length; i++) {
                part[i] = position(sorted[start + i]);
            }
            parts.add(0, part);
            end = start;
        }
        return parts;
    }

    /** For each number of items from the shortest on, where the last part of the cheapest cut of them starts. */
    private int[] starts(long[] sorted) {
        int[] starts = new int[sorted.length + 1];
        double[] costs = new double[sorted.length + 1];
        for (int end = 1; end <= sorted.length; end++) {
            int longest = length(sorted[end - 1]);
            double cheapest = Double.POSITIVE_INFINITY;
            int most = longest == 0 ? mostItems : Math.max(1, Math.min(mostItems, mostCells / longest));
            for (int start = end - 1; start >= Math.max(0, end - most); start--) {
                double cost = costs[start] + perPart + longest * (perStep + end - start);
                if (cost < cheapest) {
                    cheapest = cost;
                    starts[end] = start;
                }
            }
            costs[end] = cheapest;
        }
        return starts;
    }

    /**
     * Length and position in one number each, in the order of the lengths and of the positions where those are equal.
     */
    private static long[] sorted(int[] lengths) {
        long[] sorted = new long[lengths.length];
        for (int i = 0; i < lengths.length; i++) {
            sorted[i] = (long) lengths[i] << Integer.SIZE | i;
        }
        Arrays.sort(sorted);
        return sorted;
    }

    private static int length(long packed) {
        return (int) (packed >> Integer.SIZE);
    }

    private static int position(long packed) {
        return (int) packed;
    }
}
