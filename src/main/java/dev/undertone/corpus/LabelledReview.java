// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus;

import java.util.Objects;

/** A review and what its writer felt. */
public record LabelledReview(String text, boolean positive) {
    public LabelledReview {
        Objects.requireNonNull(text, "text");
    }
}
