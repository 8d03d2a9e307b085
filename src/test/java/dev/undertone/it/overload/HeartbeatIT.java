// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.overload;

import static dev.undertone.testing.Records.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.crash.Moments;
import dev.undertone.crash.Publisher;
import dev.undertone.testing.Child;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.MetricsText;
import dev.undertone.testing.TestBroker;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether the group keeps a scorer that has a hard time: whose cores others keep busy, and which stands still for two
 * seconds again and again, as in a long collection. The build has some seconds of it; this has minutes:
 *
 * <pre>mvn verify -Dit.test=HeartbeatIT -Dheartbeat.rounds=12</pre>
 */
@Tag("alone")
@Tag("thorough")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals to send")
class HeartbeatIT {
    private static final int ROUNDS = Integer.getInteger("heartbeat.rounds", 2);
    private static final Duration BUSY = Duration.ofSeconds(5);
    private static final Duration STILL = Duration.ofSeconds(2);
    private static final int LOOPS_A_CORE = 4;
    private static final int PER_SECOND = 200;

    @TempDir
    private Path folder;

    @Test
    void shouldBeMissedByNobodyWhileItIsStarvedAndStandsStill() throws Exception {
        List<Child> loops = new ArrayList<>();
        try (Deployment deployment = new Deployment("model.path=" + TinyModel.writeTo(folder)).start();
                Publisher publisher = Publisher.start(TestBroker.bootstrapServers(), deployment.input, PER_SECOND)) {
            // Given
            deployment.publish(List.of(bytes("{\"id\":\"-1\",\"text\":\"good\"}")));
            Deployment.read(deployment.output, 1);
            double before = rebalances(deployment);
            for (int i = 0; i < LOOPS_A_CORE * Runtime.getRuntime().availableProcessors(); i++) {
                loops.add(Child.start(
                        List.of("sh", "-c", "while :; do :; done"), Map.of(), folder.resolve("loop-" + i + ".log")));
            }

            // When
            for (int round = 0; round < ROUNDS; round++) {
                Moments.rest(BUSY);
                Child.signal(deployment.scorer().process(), "STOP");
                Moments.rest(STILL);
                Child.signal(deployment.scorer().process(), "CONT");
            }
            Moments.rest(BUSY);

            // Then
            double more = rebalances(deployment) - before;
            System.out.printf(
                    "%d stops of %d s, %d busy loops a core: %.0f rebalances%n",
                    ROUNDS, STILL.toSeconds(), LOOPS_A_CORE, more);
            assertThat(more).as("rebalances").isZero();
            assertThat(deployment.scorer().err()).doesNotContain("Rebalancing");
            assertThat(publisher.published()).isPositive();
        } finally {
            loops.forEach(Child::close);
        }
    }

    private static double rebalances(Deployment deployment) throws IOException, InterruptedException {
        String metrics = deployment.get("/metrics");
        double rebalances = MetricsText.sum(metrics, "kafka_consumer_coordinator_rebalance_total", "");
        assertThat(rebalances).as("the one that began it all is counted").isPositive();
        return rebalances;
    }
}
