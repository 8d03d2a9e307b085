// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.Distribution;
import dev.undertone.testing.TestBroker;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot work says so at once, in one sentence, with an exit code that a script can tell apart. */
class StartupFailureIT {
    private static final Duration AT_ONCE = Duration.ofSeconds(15);

    @TempDir
    private Path folder;

    @Test
    @Tag("alone")
    void shouldSayThatNoBrokerAnswers() {
        // When
        Distribution.Result run = Distribution.run("run", "--bootstrap-servers", "127.0.0.1:1");

        // Then
        assertRefused(
                run,
                3,
                "undertone: no Kafka broker answers at 127.0.0.1:1; check bootstrap.servers and that the broker"
                        + " runs ('undertone broker' starts one)");
    }

    @Test
    @Tag("alone")
    void shouldSayThatNoBrokerAnswersWhereOneStandsStill() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            // When
            String address = "127.0.0.1:" + silent.getLocalPort();
            Distribution.Result run = Distribution.run("run", "--bootstrap-servers", address);

            // Then
            assertRefused(run, 3, "undertone: no Kafka broker answers at " + address);
        }
    }

    @Test
    void shouldGoOnWithAnotherBrokerWhereTheFirstStandsStill() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            // When
            Distribution.Result run = Distribution.runWithInput(
                    "good\n".getBytes(StandardCharsets.UTF_8),
                    "publish",
                    "-",
                    "--text",
                    "--topic",
                    "beside-a-silent-one",
                    "--bootstrap-servers",
                    "127.0.0.1:" + silent.getLocalPort() + "," + TestBroker.bootstrapServers());

            // Then
            assertThat(run.exitCode()).as(run.err()).isZero();
        }
    }

    @Test
    void shouldSayThatAHostIsUnknown() {
        // When
        Distribution.Result run =
                Distribution.run("publish", "-", "--text", "--bootstrap-servers", "no-such-host.invalid:9092");

        // Then
        assertRefused(run, 3, "no-such-host.invalid:9092");
    }

    @ParameterizedTest
    @ValueSource(strings = {"my reviews", "."})
    void shouldRefuseANameThatNoTopicCanHaveBeforeABrokerIsAsked(String name) {
        // When
        Distribution.Result run =
                Distribution.run("run", "--bootstrap-servers", "127.0.0.1:1", "--set", "input.topic=" + name);

        // Then
        assertRefused(run, 2, "input.topic");
    }

    @Test
    void shouldSayThatTheModelIsMissing() {
        // When
        Distribution.Result run = Distribution.run(
                "run", "--bootstrap-servers", TestBroker.bootstrapServers(), "--set", "model.path=" + folder);

        // Then
        assertRefused(run, 4, "undertone: the model bundle " + folder + " has no manifest.json");
    }

    @Test
    void shouldSayThatTheModelWasAltered() throws IOException {
        // Given
        TinyModel.writeTo(folder);
        byte[] graph = Files.readAllBytes(folder.resolve("model.onnx"));
        graph[graph.length / 2] ^= 1;
        Files.write(folder.resolve("model.onnx"), graph);

        // When
        Distribution.Result run = Distribution.run(
                "run", "--bootstrap-servers", TestBroker.bootstrapServers(), "--set", "model.path=" + folder);

        // Then
        assertRefused(run, 4, "has a model.onnx that is not the one its manifest.json names");
    }

    @Test
    void shouldSayWhichKeyWasMeant() {
        // When
        Distribution.Result run = Distribution.run("run", "--set", "batch.max.sise=8");

        // Then
        assertRefused(
                run,
                2,
                "undertone: unknown configuration key batch.max.sise (command line); did you mean batch.max.size?");
    }

    private static void assertRefused(Distribution.Result run, int exitCode, String message) {
        assertThat(run.err()).contains(message).doesNotContain("\tat ");
        assertThat(run.err().lines().filter(line -> line.startsWith("undertone:")))
                .hasSize(1);
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.took()).isLessThan(AT_ONCE);
        assertThat(run.out()).isEmpty();
    }
}
