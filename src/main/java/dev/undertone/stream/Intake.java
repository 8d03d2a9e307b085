// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import dev.undertone.event.ValueDecoder;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What records wait for before they are read.
 *
 * @param decoder says which can be read
 * @param trouble why they cannot, in a sentence, where that is no matter of a moment
 */
public record Intake(ValueDecoder decoder, Supplier<Optional<String>> trouble) {
    /** They wait for nothing. */
    static final Intake IMMEDIATE = new Intake(
            (value, headers) -> {
                throw new UnsupportedOperationException("only asked whether records wait");
            },
            Optional::empty);

    public Intake {
        Objects.requireNonNull(decoder, "decoder");
        Objects.requireNonNull(trouble, "trouble");
    }
}
