// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.fit;

import dev.undertone.encoder.TextVectors;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A sentence encoder that teaches.
 *
 * @param vectors of texts; stays the caller's
 * @param verdicts the file that keeps what it says of each text, for trainings that shall not ask it again
 */
public record TeachingEncoder(TextVectors vectors, Optional<Path> verdicts) {
    public TeachingEncoder {
        Objects.requireNonNull(vectors, "vectors");
        Objects.requireNonNull(verdicts, "verdicts");
    }
}
