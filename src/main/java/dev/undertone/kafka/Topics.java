// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The topics of the application.
 *
 * @param input of reviews
 * @param output of scored events
 * @param deadLetters of rejected ones
 */
public record Topics(String input, String output, String deadLetters) {
    public Topics {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(deadLetters, "deadLetters");
        if (Set.copyOf(List.of(input, output, deadLetters)).size() < 3) {
            throw new IllegalArgumentException("the input, output and dead-letter topics must be three, not "
                    + List.of(input, output, deadLetters));
        }
    }
}
