// SPDX-License-Identifier: Apache-2.0
package dev.undertone.review;

import java.util.Locale;

/** The verdict on a review. */
public enum Label {
    NEGATIVE,
    NEUTRAL,
    POSITIVE;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The label as it is written in events and metrics: lower case. */
    public String text() {
        return text;
    }
}
