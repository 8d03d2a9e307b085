// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate.behaviour;

import java.util.Objects;
import java.util.Optional;

/**
 * One thing that a person who reads English expects of a sentiment.
 *
 * @param category what the case probes, such as {@code negation}
 * @param expectation of the sentiment of {@code text}
 * @param text to be scored
 * @param partner the text to compare with, where the expectation is of two
 */
public record BehaviourCase(String category, Expectation expectation, String text, Optional<String> partner) {
    public BehaviourCase {
        Objects.requireNonNull(expectation, "expectation");
        if (category.isBlank() || text.isBlank()) {
            throw new IllegalArgumentException("lacks its category or its text");
        }
        if (partner.isPresent() != expectation.needsPartner()) {
            throw new IllegalArgumentException("expects '" + expectation.text() + "', which takes "
                    + (expectation.needsPartner() ? "a partner text in a fourth column" : "no partner text"));
        }
    }

    /** The case of a line {@code category TAB expectation TAB text [TAB partner]}. */
    static BehaviourCase parse(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length < 3 || columns.length > 4) {
            throw new IllegalArgumentException("is not 'category TAB expectation TAB text [TAB partner text]'");
        }
        return new BehaviourCase(
                columns[0],
                Expectation.of(columns[1]),
                columns[2],
                columns.length == 4 ? Optional.of(columns[3]) : Optional.empty());
    }
}
