// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that nothing but data is needed for another language: Chinese, which has no blanks between words. */
class OtherLanguageTest {
    private static final Path SENTENCES = Path.of("src", "test", "resources", "chinese");

    @TempDir
    private Path folder;

    @Test
    void shouldLearnChineseFromAFewHundredSentences() throws IOException {
        // Given
        Path model = folder.resolve("model");
        Cli.Result training = Cli.launch(
                "train",
                "--data",
                SENTENCES.resolve("train.tsv").toString(),
                "--out",
                model.toString(),
                "--epochs",
                "12",
                "--learning-rate",
                "0.01",
                "--batch-size",
                "16",
                "--embedding",
                "16",
                "--hidden",
                "16",
                "--validation-share",
                "0.2");

        // When
        Cli.Result result = Cli.launch(
                "evaluate", "--data", SENTENCES.resolve("test.tsv").toString(), "--model", model.toString(), "--json");

        // Then
        assertThat(training.exitCode()).isZero();
        // Of 60 held-out sentences a guess gets 30 right, and 45 once in ten thousand times.
        assertThat(new ObjectMapper().readTree(result.out()).get("accuracy").asDouble())
                .isGreaterThanOrEqualTo(0.75);
    }
}
