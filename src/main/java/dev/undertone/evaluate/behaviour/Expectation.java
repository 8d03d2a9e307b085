// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate.behaviour;

import dev.undertone.review.Label;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What must hold of a model's verdict on a text. */
public enum Expectation {
    /** The label is positive. */
    POSITIVE(false) {
        @Override
        boolean holds(CaseVerdict verdict, Optional<CaseVerdict> partner) {
            return verdict.label() == Label.POSITIVE;
        }
    },
    /** The label is negative. */
    NEGATIVE(false) {
        @Override
        boolean holds(CaseVerdict verdict, Optional<CaseVerdict> partner) {
            return verdict.label() == Label.NEGATIVE;
        }
    },
    /**
     * Nothing was said for or against, or as much for as against: the label is neutral. A model that has not learned to
     * say so has to leave it open: its score lies in the middle third of the scale.
     */
    NEUTRAL(false) {
        @Override
        boolean holds(CaseVerdict verdict, Optional<CaseVerdict> partner) {
            return verdict.knowsNeutral()
                    ? verdict.label() == Label.NEUTRAL
                    : Math.abs(verdict.score()) <= LARGEST_NEUTRAL_SCORE;
        }
    },
    /**
     * What was changed says nothing: the label is the partner's, and of the scale the score moves by
     * {@value #LARGEST_MOVE} at most.
     */
    SAME(true) {
        @Override
        boolean holds(CaseVerdict verdict, Optional<CaseVerdict> partner) {
            CaseVerdict other = partner.orElseThrow();
            return verdict.label() == other.label() && Math.abs(verdict.position() - other.position()) <= LARGEST_MOVE;
        }
    },
    /**
     * At least as positive as the partner, save for {@value #SLACK} of the scale, which is nothing where both are sure.
     */
    NOT_LESS_POSITIVE(true) {
        @Override
        boolean holds(CaseVerdict verdict, Optional<CaseVerdict> partner) {
            return verdict.position() >= partner.orElseThrow().position() - SLACK;
        }
    };

    /** As in the invariance tests of Ribeiro et al. 2020. */
    static final double LARGEST_MOVE = 0.1;

    static final double SLACK = 0.02;

    /** Of -1 to 1 one third lies within. */
    static final double LARGEST_NEUTRAL_SCORE = 1 / 3.0;

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
    boolean isMetBy(Optional<CaseVerdict> verdict, Optional<CaseVerdict> partner) {
        return verdict.isPresent() && partner.isPresent() == needsPartner && holds(verdict.get(), partner);
    }

    /** @param partner there where {@link #needsPartner} says so */
    abstract boolean holds(CaseVerdict verdict, Optional<CaseVerdict> partner);

    static Expectation of(String text) {
        return Arrays.stream(values())
                .filter(expectation -> expectation.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("has the expectation '" + text + "'; use one of "
                        + Arrays.stream(values()).map(Expectation::text).collect(Collectors.joining(", "))));
    }
}
