// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreWhyTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeModel() {
        TinyModel.writeExplainingTo(folder);
    }

    @Test
    void shouldListTheStrongestWordsBelowEachScore() {
        // When
        Cli.Result result = Cli.launch("score", "--model", folder.toString(), "--why", "bad, so very good", "...");

        // Then
        assertThat(result.lines())
                .containsExactly(
                        "positive           │           +0.00  bad, so very good",
                        "  bad -2.00, good +2.00",
                        "rejected EMPTY_TEXT                  ...");
    }

    @Test
    void shouldTintTheWordsOfTheTextAtATerminal() {
        // When
        Cli.Result result =
                Cli.launchAtTerminal("score", "--model", folder.toString(), "--why", "so good\tbut awful\u001b[2J!");

        // Then: what steers a terminal comes from us alone.
        assertThat(result.lines().get(1))
                .isEqualTo("  so \u001b[30;48;5;34mgood\u001b[0m but \u001b[30;48;5;196mawful\u001b[0m [2J!");
    }

    @Test
    void shouldWriteWhyIntoEvents() throws IOException {
        // When
        JsonNode event = event("--why", "--set", "explain.sentences=true", "Bad. Very good!");

        // Then
        assertThat(event.get("why").get(0).toString())
                .isEqualTo("{\"text\":\"Bad\",\"offset\":0,\"length\":3,\"weight\":-2.0}");
        assertThat(event.get("sentences").toString())
                .isEqualTo("[{\"offset\":0,\"length\":4,\"score\":-0.761594},"
                        + "{\"offset\":5,\"length\":10,\"score\":0.761594}]");
    }

    @Test
    void shouldFollowTheConfigurationInEvents() throws IOException {
        assertThat(event("--set", "explain.words=1", "Bad. Very good!").get("why"))
                .hasSize(1);
        assertThat(event("Bad. Very good!").has("why")).isFalse();
        assertThat(event("Bad. Very good!").has("sentences")).isFalse();
    }

    @Test
    void shouldRefuseAModelThatCannotSayWhy() {
        // Given
        TinyModel.writeTo(folder);

        // When
        Cli.Result result = Cli.launch("score", "--model", folder.toString(), "--why", "good");

        // Then
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("train the model again").hasLineCount(1);
        assertThat(Cli.launch("score", "--model", folder.toString(), "good").exitCode())
                .isZero();
    }

    private JsonNode event(String... arguments) throws IOException {
        String[] all = new String[arguments.length + 4];
        System.arraycopy(new String[] {"score", "--json", "--model", folder.toString()}, 0, all, 0, 4);
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return new ObjectMapper().readTree(Cli.launch(all).out());
    }
}
