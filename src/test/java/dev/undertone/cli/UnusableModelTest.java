// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import static dev.undertone.cli.UsageTest.command;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.model.ModelBundle;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands whose model cannot be used. */
class UnusableModelTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource
    void shouldSayThatTheModelIsMissing(List<String> arguments) {
        // Given
        String model = folder.resolve("nowhere").toString();
        String[] filled = arguments.stream()
                .map(argument -> argument.replace("MODEL", model))
                .toArray(String[]::new);

        // When
        Cli.Result result = Cli.launch(filled);

        // Then
        assertThat(result)
                .isEqualTo(
                        new Cli.Result(
                                4,
                                "",
                                "undertone: the model bundle " + model
                                        + " has no manifest.json; name the folder of a model bundle with model.path or --model\n"));
    }

    static List<Arguments> shouldSayThatTheModelIsMissing() {
        return List.of(
                command("score", "--model", "MODEL", "good"),
                command("evaluate", "--model", "MODEL", "--data", "reviews.tsv"),
                command("run", "--set", "model.path=MODEL"),
                command("inspect", "model", "--model", "MODEL"),
                command("inspect", "topology", "--set", "model.path=MODEL"));
    }

    @Test
    void shouldSayThatOnnxRuntimeRefusesTheModel() throws IOException {
        // Given
        TinyModel.writeTo(folder);
        String hash = sha256(folder.resolve("model.onnx"));
        Files.writeString(folder.resolve("model.onnx"), "no graph");
        Path manifest = folder.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace(hash, sha256(folder.resolve("model.onnx"))));

        // When
        Cli.Result result = Cli.launch("score", "--model", folder.toString(), "good");

        // Then
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("undertone: ONNX Runtime refuses " + folder.resolve("model.onnx") + ": ")
                .hasLineCount(1);
    }

    private static String sha256(Path file) throws IOException {
        return ModelBundle.hashes(file.getParent()).get(file.getFileName().toString());
    }
}
