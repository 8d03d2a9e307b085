// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.trends;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.undertone.crash.Kafka;
import dev.undertone.crash.Moments;
import dev.undertone.testing.BrokerProcess;
import dev.undertone.testing.Child;
import dev.undertone.testing.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Whether the figures of trends are those of a recomputation from the whole scored topic, whatever happens to the
 * processes that keep them. The short form is part of every build; the long one, with 500,000 reviews, takes some six
 * minutes:
 *
 * <pre>mvn verify -Dit.test=TrendsCrashIT -Dcrash.form=long</pre>
 */
@Tag("thorough")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals to send")
class TrendsCrashIT {
    private static final boolean LONG =
            System.getProperty("crash.form", "short").equals("long");
    private static final long SEED = Long.getLong("crash.seed", System.currentTimeMillis() % 1_000_000);
    private static final Path FOLDER = Path.of("target", "crash-trends").toAbsolutePath();

    private static final String SCORES = "scored-reviews";
    private static final String GROUP = "undertone-trends";
    private static final Map<String, Duration> WINDOWS =
            Map.of("15m", Duration.ofMinutes(15), "1h", Duration.ofHours(1));

    private int kills;
    private int restarts;
    private int freezes;

    @Test
    void shouldCountAsABatchDoesThroughKills() throws Exception {
        // Given
        int reviews = LONG ? 500_000 : 30_000;
        Random random = new Random(SEED);
        Folders.empty(FOLDER);
        long begin = System.nanoTime();
        try (BrokerProcess broker = BrokerProcess.start(FOLDER, random);
                Kafka kafka = new Kafka(broker.bootstrapServers());
                TrendsInstances instances = new TrendsInstances(settings(broker.bootstrapServers()), FOLDER, random)) {
            kafka.createTopics(List.of(SCORES), 4);
            TrendsInstances.awaitReady(instances.add());
            TrendsInstances.awaitReady(instances.add());

            // When
            try (TrendsPublisher publisher = TrendsPublisher.start(
                    broker.bootstrapServers(), SCORES, reviews, LONG ? 2_500 : 1_000, Duration.ofHours(12), SEED)) {
                disturb(instances, publisher, reviews, random);
                publisher.finish();
                drain(kafka, instances);
                for (int round = 0; round < 3; round++) {
                    publisher.publishLater(SCORES, round);
                    drain(kafka, instances);
                }
            }
            for (Child instance : instances.running()) {
                assertThat(instances.leave(instance)).isZero();
            }

            // Then
            BatchTrends batch = new BatchTrends(WINDOWS, TrendsPublisher.GRACE);
            kafka.readAll(SCORES, batch::add);
            Map<String, BatchTrends.Figures> figures = new TreeMap<>();
            kafka.readAll("sentiment-trends", record -> {
                JsonNode key = BatchTrends.json(record.key());
                figures.put(BatchTrends.slot(key), BatchTrends.Figures.of(BatchTrends.json(record.value())));
            });
            List<String> alerts = new ArrayList<>();
            kafka.readAll("sentiment-alerts", record -> alerts.add(BatchTrends.slot(BatchTrends.json(record.value()))));
            Map<String, BatchTrends.Figures> expected = batch.figures();
            List<String> different = expected.entrySet().stream()
                    .filter(slot -> !figures.containsKey(slot.getKey())
                            || !slot.getValue().isSameAs(figures.get(slot.getKey())))
                    .map(slot -> slot + " and not " + figures.get(slot.getKey()))
                    .toList();
            String row = "| " + batch.reviews() + " | " + batch.outOfOrder() + " | " + batch.late() + " | "
                    + expected.size() + " | " + different.size() + " | " + alerts.size() + " | " + kills + " | "
                    + restarts
                    + " | " + freezes + " | " + (System.nanoTime() - begin) / 1_000_000_000L + " | " + SEED + " |";
            String table = "| reviews | out of order | late | figures | different | alerts | kills | clean restarts |"
                    + " frozen | seconds | seed |\n|---|---|---|---|---|---|---|---|---|---|---|\n" + row + "\n";
            System.out.println(table);
            Files.writeString(FOLDER.resolve("report.md"), table);
            assertThat(batch.reviews()).isEqualTo(reviews + 3 * 4 * 60);
            assertThat(batch.late()).isPositive();
            assertThat(different).isEmpty();
            assertThat(figures).containsOnlyKeys(expected.keySet());
            assertThat(alerts)
                    .doesNotHaveDuplicates()
                    .containsAll(batch.alerts())
                    .allMatch(batch::isClosed);
            assertThat(kills).isPositive();
        }
    }

    private static void drain(Kafka kafka, TrendsInstances instances) throws Exception {
        kafka.drain(GROUP, SCORES, instances::heal);
        kafka.drain(GROUP, GROUP + "-parts-repartition", instances::heal);
    }

    private void disturb(TrendsInstances instances, TrendsPublisher publisher, int reviews, Random random) {
        int disturbances = LONG ? 20 : 4;
        for (int i = 0; i < disturbances; i++) {
            long next = (long) reviews * (i + 1) / (disturbances + 1);
            while (publisher.published() < next) {
                Moments.rest(Duration.ofMillis(20));
            }
            instances.heal();
            int kind = random.nextInt(10);
            if (i == 0 || kind < 6) {
                int victims = random.nextInt(3) == 0 ? instances.running().size() : 1;
                for (int victim = 0; victim < victims; victim++) {
                    instances.kill(instances.any());
                    kills++;
                }
                for (int victim = 0; victim < victims; victim++) {
                    instances.add();
                }
            } else if (kind < 8) {
                instances.leave(instances.any());
                instances.add();
                restarts++;
            } else {
                Child frozen = instances.any();
                frozen.freeze();
                Moments.rest(Duration.ofMillis(6500));
                frozen.thaw();
                freezes++;
            }
        }
    }

    private static Map<String, String> settings(String bootstrapServers) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("trends.by", "productId");
        settings.put("trends.window", "15m,1h");
        settings.put("trends.grace", TrendsPublisher.GRACE.toMinutes() + "m");
        settings.put("trends.history", "100");
        settings.put("http.port", "0");
        settings.put("kafka.session.timeout.ms", "6000");
        settings.put("kafka.heartbeat.interval.ms", "1000");
        settings.put("kafka.producer.transaction.timeout.ms", "4000");
        return settings;
    }
}
