// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus;

import dev.undertone.review.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is said of a file that was read. */
final class ReadingNotes {
    private ReadingNotes() {}

    static List<String> of(
            Optional<String> origin,
            LabelReading labels,
            List<LabelledReview> reviews,
            int withoutText,
            int withoutLabel) {
        List<String> notes = new ArrayList<>(origin.stream().toList());
        labels.describe().ifPresent(notes::add);
        leftOut(withoutText, "without text").ifPresent(notes::add);
        leftOut(withoutLabel, "without a label").ifPresent(notes::add);
        labels.describeSkipped()
                .flatMap(skipped -> leftOut(labels.count(Optional.empty()), "labelled " + skipped))
                .ifPresent(notes::add);
        contradictions(reviews).ifPresent(notes::add);
        return notes;
    }

    static Optional<String> leftOut(int count, String why) {
        return count == 0 ? Optional.empty() : Optional.of(String.format(Locale.ROOT, "left out: %,d %s", count, why));
    }

    /** Texts that stand there more than once, with labels that differ. */
    private static Optional<String> contradictions(List<LabelledReview> reviews) {
        Map<String, Label> first = new HashMap<>();
        Set<String> contradicted = new HashSet<>();
        for (LabelledReview review : reviews) {
            Label before = first.putIfAbsent(review.text(), review.label());
            if (before != null && before != review.label()) {
                contradicted.add(review.text());
            }
        }
        return contradicted.isEmpty()
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, "%,d texts have labels that differ", contradicted.size()));
    }
}
