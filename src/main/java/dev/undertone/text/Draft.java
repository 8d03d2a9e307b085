// SPDX-License-Identifier: Apache-2.0
package dev.undertone.text;

import java.text.Normalizer;

/**
 * A text while it is rewritten step by step. A step goes through {@link #text} from {@link #begin} to {@link #end}, and
 * says of each part whether it stays or what comes in its place. Confined to one thread.
 */
sealed class Draft permits TracedDraft, Sentences.SameLength {
    private String text;
    private StringBuilder next;

    Draft(String text) {
        this.text = text;
    }

    /** What the last step has made. */
    final String text() {
        return text;
    }

    /** Begins a step, which starts from nothing. */
    void begin() {
        next = new StringBuilder(text.length());
    }

    /** The characters of the text from {@code from} to before {@code to} stay. */
    void keep(int from, int to) {
        next.append(text, from, to);
    }

    /** One character comes in the place of those from {@code from} to before {@code to}. */
    void put(int codePoint, int from, int to) {
        next.appendCodePoint(codePoint);
    }

    /** Ends the step: what it has kept and put is the text now. */
    void end() {
        text = next.toString();
        next = null;
    }

    /** A step of its own: brings the text to NFKC. */
    void toNfkc() {
        if (!Normalizer.isNormalized(text, Normalizer.Form.NFKC)) {
            text = Normalizer.normalize(text, Normalizer.Form.NFKC);
        }
    }
}
