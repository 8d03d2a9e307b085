// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus;

import java.util.List;
import java.util.Objects;

/**
 * What was read, and how.
 *
 * @param corpus all reviews with a label, the neutral ones included
 * @param notes how the file was read and what was left out, a line each, for people; they hold no text of a review
 */
public record Reading(Corpus corpus, List<String> notes) {
    public Reading {
        Objects.requireNonNull(corpus, "corpus");
        notes = List.copyOf(notes);
    }
}
