// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What must hold of the probability that a text is positive. */
public enum Expectation {
    /** The verdict is positive. */
    POSITIVE(false) {
        @Override
        boolean holds(double probability, double partner) {
            return probability >= 0.5;
        }
    },
    /** The verdict is negative. */
    NEGATIVE(false) {
        @Override
        boolean holds(double probability, double partner) {
            return probability < 0.5;
        }
    },
    /**
     * What was changed says nothing: the verdict is the partner's, and the probability moves by {@value #LARGEST_MOVE}
     * at most.
     */
    SAME(true) {
        @Override
        boolean holds(double probability, double partner) {
            return (probability >= 0.5) == (partner >= 0.5) && Math.abs(probability - partner) <= LARGEST_MOVE;
        }
    },
    /** At least as positive as the partner, save for {@value #SLACK}, which is nothing where both are sure. */
    NOT_LESS_POSITIVE(true) {
        @Override
        boolean holds(double probability, double partner) {
            return probability >= partner - SLACK;
        }
    };

    /** As in the invariance tests of Ribeiro et al. 2020. */
    static final double LARGEST_MOVE = 0.1;

    static final double SLACK = 0.02;

    private final boolean needsPartner;

    Expectation(boolean needsPartner) {
        this.needsPartner = needsPartner;
    }

    /** Whether the case compares its text with another. */
    public boolean needsPartner() {
        return needsPartner;
    }

    /** The name in files: lower case with hyphens. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A text without a verdict, or whose partner has none, meets no expectation. */
    boolean holds(OptionalDouble probability, OptionalDouble partner) {
        return probability.isPresent()
                && partner.isPresent() == needsPartner
                && holds(probability.getAsDouble(), partner.orElse(Double.NaN));
    }

    abstract boolean holds(double probability, double partner);

    static Expectation of(String text) {
        return Arrays.stream(values())
                .filter(expectation -> expectation.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("has the expectation '" + text + "'; use one of "
                        + Arrays.stream(values()).map(Expectation::text).collect(Collectors.joining(", "))));
    }
}
