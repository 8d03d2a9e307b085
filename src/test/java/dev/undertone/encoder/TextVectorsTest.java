// SPDX-License-Identifier: Apache-2.0
package dev.undertone.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextVectorsTest {
    private static final List<String> TEXTS = IntStream.range(0, 40)
            .mapToObj(i -> "Number " + i + ", " + "and so on ".repeat(i % 7) + "and that is all.")
            .toList();

    @TempDir
    Path folder;

    @Test
    void shouldKeepWhatItComputedForTheNextRun() {
        // Given
        Path file = folder.resolve("deeper/vectors");
        AtomicLong done = new AtomicLong();
        float[] before;
        try (TextVectors vectors = new TextVectors(SentenceEncoder.bundled(), file)) {
            vectors.compute(vectors.missing(TEXTS), 2, done::addAndGet);
            before = vectors.vector(TEXTS.get(7));
        }

        // When
        try (TextVectors again = new TextVectors(SentenceEncoder.bundled(), file)) {
            // Then
            assertThat(again.missing(TEXTS)).isEmpty();
            assertThat(again.vector(TEXTS.get(7))).containsExactly(before);
        }
        assertThat(done.get()).isEqualTo(TextVectors.cost(TEXTS));
    }

    @Test
    void shouldAskForEachMissingTextOnce() {
        try (TextVectors vectors = new TextVectors(SentenceEncoder.bundled(), folder.resolve("vectors"))) {
            vectors.compute(List.of("one"), 1, cost -> {});

            assertThat(vectors.missing(List.of("two", "one", "two"))).containsExactly("two");
        }
    }

    @Test
    void shouldCutOffWhatAKilledRunLeftHalfWritten() throws IOException {
        // Given
        Path file = folder.resolve("vectors");
        try (TextVectors vectors = new TextVectors(SentenceEncoder.bundled(), file)) {
            vectors.compute(List.of("one", "two"), 1, cost -> {});
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 5);
        }

        // When
        try (TextVectors vectors = new TextVectors(SentenceEncoder.bundled(), file)) {
            List<String> missing = vectors.missing(List.of("one", "two"));
            vectors.compute(missing, 1, cost -> {});

            // Then
            assertThat(missing).hasSize(1);
        }
        try (TextVectors vectors = new TextVectors(SentenceEncoder.bundled(), file)) {
            assertThat(vectors.missing(List.of("one", "two"))).isEmpty();
        }
    }

    @Test
    void shouldRefuseTheVectorsOfAnotherEncoder() throws IOException {
        Path file = Files.writeString(folder.resolve("vectors"), "x".repeat(200));

        assertThatExceptionOfType(EncoderException.class)
                .isThrownBy(() -> new TextVectors(SentenceEncoder.bundled(), file))
                .withMessageContaining("has vectors of another encoder");
    }
}
