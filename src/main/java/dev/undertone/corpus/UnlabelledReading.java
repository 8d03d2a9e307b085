// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus;

import java.util.List;
import java.util.Objects;

/**
 * Texts that were read, and how.
 *
 * @param notes how the file was read and what was left out, a line each, for people; they hold no text of a review
 */
public record UnlabelledReading(UnlabelledCorpus corpus, List<String> notes) {
    public UnlabelledReading {
        Objects.requireNonNull(corpus, "corpus");
        notes = List.copyOf(notes);
    }
}
