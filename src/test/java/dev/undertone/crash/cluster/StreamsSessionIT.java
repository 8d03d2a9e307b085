// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.crash.CrashedScorer;
import dev.undertone.crash.Fleet;
import dev.undertone.crash.Kafka;
import dev.undertone.crash.Moments;
import dev.undertone.crash.Publisher;
import dev.undertone.testing.Folders;
import dev.undertone.testing.TinyModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How soon a scorer that was killed is missed with {@code group.protocol=streams}, where brokers have Kafka's own
 * settings and where they have others. Run with {@code ClusterIT}.
 */
@EnabledByClusterForm
@Timeout(600)
class StreamsSessionIT {
    private static final Path FOLDER = Path.of("target", "streams-session").toAbsolutePath();
    private static final String GROUP = "undertone";
    private static final String INPUT = "reviews";
    private static final List<String> OUTCOMES = List.of("scored-reviews", "rejected-reviews");
    private static final int PARTITIONS = 4;

    @Test
    void shouldNotBeLessThanFortyFiveSecondsByKafkasOwnSettings() throws Exception {
        try (BrokerCluster broker = start("own", Map.of());
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThatThrownBy(() -> admin.incrementalAlterConfigs(Map.of(
                                    new ConfigResource(ConfigResource.Type.GROUP, GROUP),
                                    List.of(new AlterConfigOp(
                                            new ConfigEntry("streams.session.timeout.ms", "10000"),
                                            AlterConfigOp.OpType.SET))))
                            .all()
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessageContaining("group.streams.min.session.timeout.ms");
            assertThat(silence(broker, "own")).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(90));
        }
    }

    @Test
    void shouldBeWhatTheBrokersSay() throws Exception {
        Map<String, String> settings =
                Map.of("group.streams.min.session.timeout.ms", "10000", "group.streams.session.timeout.ms", "10000");
        try (BrokerCluster broker = start("shorter", settings)) {
            assertThat(silence(broker, "shorter")).isLessThan(Duration.ofSeconds(30));
        }
    }

    private static BrokerCluster start(String name, Map<String, String> more) throws Exception {
        Folders.empty(FOLDER.resolve(name));
        return BrokerCluster.start(FOLDER.resolve(name), new Random(), 1, more);
    }

    /** How old the oldest review is when it is scored, where one of two scorers is killed. */
    private static Duration silence(BrokerCluster broker, String name) throws Exception {
        Path folder = FOLDER.resolve(name);
        Map<String, String> settings = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "application.id",
                GROUP,
                "kafka.group.protocol",
                "streams",
                "model.path",
                TinyModel.writeTo(folder.resolve("model")).toString(),
                "http.port",
                "-1");
        try (Kafka kafka = new Kafka(broker.bootstrapServers());
                Fleet fleet = new Fleet(CrashedScorer.UNDERTONE, settings, folder, new Random())) {
            kafka.createTopics(List.of(INPUT, OUTCOMES.get(0), OUTCOMES.get(1)), PARTITIONS);
            fleet.add();
            fleet.add();
            fleet.awaitAllReady();
            try (Publisher publisher = Publisher.start(broker.bootstrapServers(), INPUT, 100);
                    Lateness lateness = Lateness.start(broker.bootstrapServers(), OUTCOMES)) {
                awaitCalm(lateness);
                long from = System.currentTimeMillis();
                fleet.kill(fleet.any());
                Moments.rest(Duration.ofSeconds(5));
                awaitCalm(lateness);
                Duration oldest =
                        lateness.between(from, System.currentTimeMillis()).oldest();
                System.out.printf(
                        Locale.ROOT,
                        "group.protocol=streams, a scorer killed, %s settings: %.1f s late, %d published%n",
                        name,
                        oldest.toMillis() / 1e3,
                        publisher.published());
                return oldest;
            }
        }
    }

    private static void awaitCalm(Lateness lateness) {
        Awaitility.await("reviews in time")
                .atMost(Duration.ofSeconds(180))
                .until(() -> lateness.isCalm(OUTCOMES.get(0), 4_000));
    }
}
