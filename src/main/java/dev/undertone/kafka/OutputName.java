// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

import java.util.Objects;

/**
 * The name of the topic for scores: one for all, or made from the name of the topic that a review came from. Immutable.
 *
 * @param written the name, with {@value #PLACE} where the name of the input topic goes
 */
public record OutputName(String written) {
    /** Stands for the name of the input topic. */
    public static final String PLACE = "{topic}";

    static final int LONGEST = 249;

    public OutputName {
        Objects.requireNonNull(written, "written");
    }

    /**
     * Reads a name or a template.
     *
     * @throws IllegalArgumentException if it is neither, in a sentence
     */
    public static OutputName parse(String written) {
        OutputName name = new OutputName(written.strip());
        if (name.isTemplate() && name.written.length() == PLACE.length()) {
            throw new IllegalArgumentException(
                    "It would be the input topic itself; put something before or after {topic}, as in scored-{topic}");
        }
        if (name.isTemplate() && name.suffix().contains(PLACE)) {
            throw new IllegalArgumentException("{topic} stands there once");
        }
        InputTopics.requireName(name.of("x"));
        return name;
    }

    /** Whether each input topic has an output topic of its own. */
    public boolean isTemplate() {
        return written.contains(PLACE);
    }

    /** The topic for the scores of reviews that came from {@code input}. */
    public String of(String input) {
        return isTemplate() ? prefix() + input + suffix() : written;
    }

    /** What stands before the name of the input topic. */
    String prefix() {
        return written.substring(0, written.indexOf(PLACE));
    }

    /** What stands behind it. */
    String suffix() {
        return written.substring(written.indexOf(PLACE) + PLACE.length());
    }

    /** How long the name of an input topic may be. */
    int longestInput() {
        return isTemplate() ? LONGEST - (written.length() - PLACE.length()) : LONGEST;
    }

    @Override
    public String toString() {
        return written;
    }
}
