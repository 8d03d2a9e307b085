// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
    @TempDir
    private Path folder;

    @Test
    void shouldPrintTheManifestOfAModelInOrder() throws IOException {
        // Given
        TinyModel.writeTo(folder);

        // When
        Cli.Result result = Cli.launch("inspect", "model", "--model", folder.toString());

        // Then
        ObjectMapper json = new ObjectMapper();
        assertThat(result.exitCode()).isZero();
        assertThat(json.readTree(result.out()))
                .isEqualTo(json.readTree(folder.resolve("manifest.json").toFile()));
    }

    @Test
    void shouldPrintEveryValueWithItsSource() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("some.properties"), "batch.max.size=8\nthreads=2\n");

        // When
        Cli.Result result = Cli.launch(
                "inspect",
                "config",
                "--config",
                file.toString(),
                "--set",
                "threads=3",
                "--set",
                "output.fields = a,b ");

        // Then
        List<String> lines = result.lines().stream()
                .map(line -> line.replaceAll(" +# ", " # "))
                .toList();
        assertThat(result.exitCode()).isZero();
        assertThat(lines)
                .isSorted()
                .hasSize(21)
                .contains(
                        "batch.max.size=8 # file",
                        "batch.max.tokens=262144 # default",
                        "output.fields=a,b # command line",
                        "threads=3 # command line");
    }

    @Test
    void shouldHideSecrets() {
        // When
        Cli.Result result = Cli.launch(
                "inspect",
                "config",
                "--set",
                "kafka.sasl.jaas.config=module required password=\"hunter2\";",
                "--set",
                "kafka.ssl.truststore.password=hunter2",
                "--set",
                "kafka.producer.ssl.key.password=hunter2",
                "--set",
                "kafka.sasl.oauthbearer.assertion.private.key.passphrase=hunter2",
                "--set",
                "kafka.security.protocol=SASL_SSL");

        // Then
        assertThat(result.out())
                .doesNotContain("hunter2")
                .contains(
                        "kafka.sasl.jaas.config=[hidden] ",
                        "kafka.ssl.truststore.password=[hidden] ",
                        "kafka.producer.ssl.key.password=[hidden] ",
                        "kafka.sasl.oauthbearer.assertion.private.key.passphrase=[hidden] ",
                        "kafka.security.protocol=SASL_SSL ");
    }

    @Test
    void shouldPrintTheGraphAndWhenABatchLeaves() {
        // Given
        TinyModel.writeTo(folder);

        // When
        Cli.Result result = Cli.launch(
                "inspect",
                "topology",
                "--set",
                "model.path=" + folder,
                "--set",
                "input.topic=in",
                "--set",
                "batch.linger.ms=7");

        // Then
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .startsWith("Topologies:\n")
                .contains("(topics: [in])")
                .endsWith("\nA batch leaves with 4096 reviews or 262144 tokens, after 7 ms, or before a commit.\n");
    }
}
