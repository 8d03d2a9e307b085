// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate;

import dev.undertone.review.Label;
import java.util.Arrays;

/** How often which of three verdicts met which truth: a row a truth. */
public record ThreeWayConfusion(Row negative, Row neutral, Row positive) {
    /** The verdicts on the reviews of one truth. */
    public record Row(long negative, long neutral, long positive) {
        long total() {
            return negative + neutral + positive;
        }

        long of(Label verdict) {
            return switch (verdict) {
                case NEGATIVE -> negative;
                case NEUTRAL -> neutral;
                case POSITIVE -> positive;
            };
        }
    }

    /** The verdicts on the reviews of that truth. */
    public Row of(Label truth) {
        return switch (truth) {
            case NEGATIVE -> negative;
            case NEUTRAL -> neutral;
            case POSITIVE -> positive;
        };
    }

    public double accuracy() {
        return ratio(
                right(),
                Arrays.stream(Label.values())
                        .mapToLong(label -> of(label).total())
                        .sum());
    }

    /**
     * The mean of the three labels' F1, each the harmonic mean of precision and recall; 0 for a label that is nowhere.
     */
    public double macroF1() {
        return Arrays.stream(Label.values()).mapToDouble(this::f1).average().orElseThrow();
    }

    /** The mean of the three labels' recall: of the reviews that are so, the share called so. */
    public double averageRecall() {
        return Arrays.stream(Label.values())
                .mapToDouble(label -> ratio(of(label).of(label), of(label).total()))
                .average()
                .orElseThrow();
    }

    private double f1(Label label) {
        long called = Arrays.stream(Label.values())
                .mapToLong(truth -> of(truth).of(label))
                .sum();
        return ratio(2 * of(label).of(label), called + of(label).total());
    }

    private long right() {
        return Arrays.stream(Label.values())
                .mapToLong(label -> of(label).of(label))
                .sum();
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /** Counts verdicts. Not safe for use by several threads. */
    static final class Counts {
        private final long[][] counts = new long[Label.values().length][Label.values().length];

        void add(Label truth, Label verdict, int times) {
            counts[truth.ordinal()][verdict.ordinal()] += times;
        }

        ThreeWayConfusion confusion() {
            return new ThreeWayConfusion(row(Label.NEGATIVE), row(Label.NEUTRAL), row(Label.POSITIVE));
        }

        private Row row(Label truth) {
            long[] row = counts[truth.ordinal()];
            return new Row(row[Label.NEGATIVE.ordinal()], row[Label.NEUTRAL.ordinal()], row[Label.POSITIVE.ordinal()]);
        }
    }
}
