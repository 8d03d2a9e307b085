// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare.report;

/** What the figures say of a claim. */
public enum ClaimVerdict {
    HOLDS("holds"),
    FAILS("does not hold"),
    /** The figures do not suffice for either. */
    OPEN("cannot be told");

    private final String text;

    ClaimVerdict(String text) {
        this.text = text;
    }

    /** For people to read. */
    public String text() {
        return text;
    }
}
