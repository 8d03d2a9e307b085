// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.TinyModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCommandTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeModel() {
        TinyModel.writeTo(folder);
    }

    @Test
    void shouldScoreItsArguments() {
        // When
        Cli.Result result = score("", "so good", "awful<br />thing", "...");

        // Then
        assertThat(result)
                .isEqualTo(new Cli.Result(
                        0,
                        "positive           │████████   +0.76  so good\n"
                                + "negative  █████████│           -0.91  awful thing\n"
                                + "rejected EMPTY_TEXT                  ...\n",
                        ""));
    }

    @Test
    void shouldScoreTheLinesOfStandardInput() {
        // When
        Cli.Result result = score("great\n\nbad\r\n");

        // Then
        assertThat(result)
                .isEqualTo(new Cli.Result(
                        0,
                        "positive           │█████████  +0.91  great\n"
                                + "rejected EMPTY_TEXT                  \n"
                                + "negative   ████████│           -0.76  bad\n",
                        ""));
    }

    @Test
    void shouldPrintAScoredEventOrARejectionALine() {
        // When
        Cli.Result result = score("so good\n \nbad", "--json");

        // Then
        String model = "\"model\":{\"name\":\"tiny\",\"version\":\"1\"},\"scoredAt\":\"NOW\"}\n";
        assertThat(result.out().replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z", "NOW"))
                .isEqualTo("{\"id\":\"line-1\",\"label\":\"positive\",\"score\":0.761594,\"probability\":0.880797,"
                        + "\"confidence\":0.880797,\"tokens\":2,\"truncated\":false,"
                        + model
                        + "{\"id\":\"line-2\",\"rejected\":\"EMPTY_TEXT\","
                        + "\"message\":\"the text holds no word, only blanks or punctuation\"}\n"
                        + "{\"id\":\"line-3\",\"label\":\"negative\",\"score\":-0.761594,\"probability\":0.119203,"
                        + "\"confidence\":0.880797,\"tokens\":1,\"truncated\":false,"
                        + model);
    }

    @Test
    void shouldAnswerEveryLineOfALargeInputInItsOrder() {
        // Given
        String input = IntStream.range(0, 1_000)
                .mapToObj(line -> (line % 3 == 0 ? "good " : "bad ") + line + "\n")
                .collect(Collectors.joining());

        // When
        Cli.Result result = score(input);

        // Then
        assertThat(result.lines().stream()
                        .map(line -> line.replaceFirst(" .*  ", " "))
                        .toList())
                .isEqualTo(IntStream.range(0, 1_000)
                        .mapToObj(line -> line % 3 == 0 ? "positive good " + line : "negative bad " + line)
                        .toList());
    }

    @Test
    void shouldFollowTheNeutralBandOfTheConfiguration() {
        // When
        Cli.Result result = score("", "--set", "neutral.band=0.8", "good", "great");

        // Then
        assertThat(result.lines().stream().map(line -> line.split(" ")[0]).toList())
                .containsExactly("neutral", "positive");
    }

    private Cli.Result score(String input, String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "score";
        all[1] = "--model";
        all[2] = folder.toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return Cli.launchWithInput(input.getBytes(StandardCharsets.UTF_8), all);
    }
}
