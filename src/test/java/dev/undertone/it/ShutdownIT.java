// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.BrokerProcess;
import dev.undertone.testing.Distribution;
import dev.undertone.testing.Ports;
import dev.undertone.testing.TinyModel;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The end of a scorer whose broker does not answer any more. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals to send")
class ShutdownIT {
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void shouldEndWithinTheTimeItIsGiven() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"), Ports.free());
                Distribution.Running scorer = startScorer(broker, "shutdown.timeout.ms=2000")) {
            // Given
            broker.freeze();

            // When
            long start = System.nanoTime();
            int exitCode = scorer.terminate();

            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
            assertThat(exitCode).isZero();
            assertThat(scorer.err()).contains("Not all threads ended in time");
        }
    }

    @Test
    void shouldEndAtOnceOnASecondSignal() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"), Ports.free());
                Distribution.Running scorer = startScorer(broker, "shutdown.timeout.ms=60000")) {
            // Given
            broker.freeze();
            scorer.process().destroy();
            Awaitility.await("the first signal to be noticed")
                    .pollDelay(Duration.ofSeconds(1))
                    .until(() -> scorer.process().isAlive());

            // When
            long start = System.nanoTime();
            int exitCode = scorer.terminate();

            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
            assertThat(exitCode).isEqualTo(1);
        }
    }

    private Distribution.Running startScorer(BrokerProcess broker, String setting) {
        Distribution.Running scorer = Distribution.start(
                "run",
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--set",
                "model.path=" + TinyModel.writeTo(folder.resolve("model")),
                "--set",
                "http.port=-1",
                "--set",
                setting);
        Awaitility.await("the scorer's start")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(scorer.err()).contains("Ready"));
        return scorer;
    }
}
