// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The topics that reviews are read from: some that are named, or all whose names match a pattern, those that are made
 * later among them. Immutable.
 *
 * @param names of the topics, in the order in which they were written; none for a pattern
 * @param regex that names match as a whole; empty where the topics are named
 */
public record InputTopics(List<String> names, String regex) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    /** What no name of a topic has and regular expressions are made of; a dot alone makes none. */
    private static final Pattern MARKS_OF_A_PATTERN = Pattern.compile("[\\\\*+?\\[\\](){}|^$]");

    /** Groups that something else in the pattern speaks of, which has to be one with others. */
    private static final Pattern REFERENCES = Pattern.compile("\\\\[1-9k]|\\(\\?<[a-zA-Z]");

    public InputTopics {
        names = List.copyOf(names);
        Objects.requireNonNull(regex, "regex");
        if (names.isEmpty() == regex.isEmpty()) {
            throw new IllegalArgumentException("topics are either named or match a pattern");
        }
    }

    /**
     * Reads names with commas between them, or a regular expression: what holds one of its characters, other than the
     * dot that names have too.
     *
     * @throws IllegalArgumentException if it is neither, in a sentence
     */
    public static InputTopics parse(String written) {
        String text = written.strip();
        if (MARKS_OF_A_PATTERN.matcher(text).find()) {
            return new InputTopics(List.of(), checked(text));
        }
        List<String> names =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        names.forEach(InputTopics::requireName);
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("A topic is named twice");
        }
        return new InputTopics(names, "");
    }

    /** @throws IllegalArgumentException if Kafka does not take it for the name of a topic, in a sentence */
    public static void requireName(String name) {
        if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException(
                    "The name of a topic has 1 to 249 letters, digits, dots, dashes and underscores, and is not . or"
                            + " ..");
        }
    }

    public boolean isPattern() {
        return names.isEmpty();
    }

    /** Whether there can be more than one. */
    public boolean areSeveral() {
        return names.size() != 1;
    }

    /** As it was written, but for blanks. */
    @Override
    public String toString() {
        return isPattern() ? regex : String.join(",", names);
    }

    private static String checked(String regex) {
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("It is no regular expression (" + e.getDescription() + " near index "
                    + e.getIndex() + "), and the names of topics hold none of \\ * + ? [ ] ( ) { } | ^ $");
        }
        if (REFERENCES.matcher(regex).find()) {
            throw new IllegalArgumentException(
                    "A pattern of topics has neither named groups nor references to groups; write it without");
        }
        return regex;
    }
}
