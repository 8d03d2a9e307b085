// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus.file;

import dev.undertone.review.FieldChoice;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What fields are usually called, and what is said where they are called otherwise. */
final class FieldNames {
    static final List<String> TEXTS = List.of(
            "text",
            "review",
            "reviewtext",
            "review_text",
            "review_body",
            "review_content",
            "reviewbody",
            "sentence",
            "content",
            "full_text",
            "comment",
            "comments",
            "comment_text",
            "tweet",
            "originaltweet",
            "phrase",
            "body",
            "reviews");
    static final List<String> LABELS = List.of(
            "label",
            "sentiment",
            "airline_sentiment",
            "polarity",
            "stars",
            "star_rating",
            "overall",
            "rating",
            "score",
            "class",
            "target",
            "voted_up");
    private static final int MOST_NAMES = 12;
    private static final int LONGEST_NAME = 40;

    private FieldNames() {}

    /** The name among {@code present} that is usual for this, the most usual first. */
    static Optional<String> usual(List<String> usual, Collection<String> present) {
        for (String name : usual) {
            for (String candidate : present) {
                if (candidate.strip().toLowerCase(Locale.ROOT).equals(name)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    static boolean isUsual(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return TEXTS.contains(lower) || LABELS.contains(lower);
    }

    /** The names of {@code present}, as far as they fit into a sentence. */
    static String list(Collection<String> present) {
        String names = present.stream()
                .filter(name -> !name.isBlank() && name.length() <= LONGEST_NAME)
                .limit(MOST_NAMES)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "none that has a name" : names;
    }

    /** For a field that was not found. @param kind text, label or id */
    static String missing(String where, String kind, Optional<FieldChoice> asked, Collection<String> present) {
        return where
                + asked.map(choice -> " has no field '" + choice.text() + "'")
                        .orElse(" has no field with a usual name for the " + kind)
                + "; name it with --" + kind + "-field, one of: " + list(present);
    }
}
