// SPDX-License-Identifier: Apache-2.0
package dev.undertone.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentenceEncoderTest {
    private static SentenceEncoder encoder;

    @TempDir
    Path folder;

    @BeforeAll
    static void load() {
        encoder = SentenceEncoder.bundled();
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @Test
    void shouldPutTextsOfLikeMeaningCloseTogether() {
        float[][] vectors = encoder.encode(
                List.of("The room was filthy.", "Our suite had not been cleaned.", "My cat plays chess on Sundays."));

        assertThat(cosine(vectors[0], vectors[1])).isGreaterThan(cosine(vectors[0], vectors[2]) + 0.1);
    }

    @Test
    void shouldGiveTwoVectorsOfLengthOneSideBySide() {
        float[] vector = encoder.encode(List.of("Fine."))[0];

        assertThat(vector).hasSize(encoder.dimensions()).hasSize(2 * 384);
        assertThat(cosine(vector, vector)).isBetween(1.999, 2.001);
    }

    @Test
    void shouldHardlyDependOnTheTextsBesideIt() {
        String text = "It does what it says, and the battery lasts.";

        float[] alone = encoder.encode(List.of(text))[0];
        float[] beside = encoder.encode(List.of(text, "Terrible. " + "I waited and waited. ".repeat(10)))[0];

        assertThat(cosine(alone, beside)).isGreaterThan(1.98);
    }

    @Test
    void shouldReadTextsOfAnyLengthAndNone() {
        float[][] vectors = encoder.encode(List.of("", "word ".repeat(5_000), "<br /><br />", "\ud83d\ude00"));

        for (float[] vector : vectors) {
            for (float number : vector) {
                assertThat(number).isFinite();
            }
        }
    }

    @Test
    void shouldNotReadMarkup() {
        float[][] vectors = encoder.encode(List.of("Good.<br /><br />Cheap.", "Good.  Cheap."));

        assertThat(vectors[0]).containsExactly(vectors[1]);
    }

    @Test
    void shouldOpenAFolderAsModelHubsLayItOut() throws IOException {
        // Given
        Files.createDirectories(folder.resolve("onnx"));
        copy("/bge-small-en-v1.5-q.onnx", folder.resolve("onnx/model.onnx"));
        copy("/bge-small-en-v1.5-q-tokenizer.json", folder.resolve("tokenizer.json"));

        // When
        try (SentenceEncoder opened = SentenceEncoder.open(folder)) {
            // Then
            assertThat(opened.fingerprint()).isEqualTo(encoder.fingerprint());
            assertThat(opened.encode(List.of("Fine."))[0]).containsExactly(encoder.encode(List.of("Fine."))[0]);
        }
    }

    @Test
    void shouldNameTheFileThatAFolderLacks() throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), "{}");

        assertThatExceptionOfType(EncoderException.class)
                .isThrownBy(() -> SentenceEncoder.open(folder))
                .withMessageContaining("has no file onnx/model.onnx")
                .withMessageContaining("name a folder with model.onnx and tokenizer.json");
    }

    @Test
    void shouldSayThatAFileIsNoEncoder() throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        Files.writeString(folder.resolve("model.onnx"), "not a graph");

        assertThatExceptionOfType(EncoderException.class)
                .isThrownBy(() -> SentenceEncoder.open(folder))
                .withMessageContaining("cannot be loaded");
    }

    private static void copy(String resource, Path to) throws IOException {
        try (InputStream in = SentenceEncoderTest.class.getResourceAsStream(resource)) {
            Files.copy(in, to);
        }
    }

    /** Of both halves together, so at most 2. */
    private static double cosine(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }
}
