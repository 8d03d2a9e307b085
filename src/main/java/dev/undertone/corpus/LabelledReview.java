// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus;

import dev.undertone.review.Label;
import java.util.Objects;

/** A review and what its writer felt. */
public record LabelledReview(String text, Label label) {
    public LabelledReview {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(label, "label");
    }

    /** One that takes a side. */
    public LabelledReview(String text, boolean positive) {
        this(text, positive ? Label.POSITIVE : Label.NEGATIVE);
    }

    public boolean positive() {
        return label == Label.POSITIVE;
    }

    public boolean neutral() {
        return label == Label.NEUTRAL;
    }
}
