// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.trends;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.BrokerProcess;
import dev.undertone.testing.Child;
import dev.undertone.testing.Folders;
import dev.undertone.testing.ResidentMemory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * What many keys in one window cost in memory, and in time when an instance starts that has them from Kafka only. Other
 * numbers of keys than the build's are asked for by
 *
 * <pre>mvn verify -Dit.test=TrendsSizeIT -Dtrends.keys=1000000</pre>
 */
class TrendsSizeIT {
    private static final int KEYS = Integer.getInteger("trends.keys", 10_000);
    private static final Path FOLDER = Path.of("target", "trends-size").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(9);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void shouldHaveAllItsKeysBackAfterARestart() throws Exception {
        // Given
        Folders.empty(FOLDER);
        Random random = new Random(1);
        String heap = "-Xmx" + Math.max(256, KEYS / 500) + "m";
        try (BrokerProcess broker = BrokerProcess.start(FOLDER, random);
                TrendsInstances instances = new TrendsInstances(settings(broker), FOLDER, random)) {
            Child first = instances.add(heap);
            TrendsInstances.awaitReady(first);
            double heapBefore = heapInUse(first);
            long residentBefore = ResidentMemory.of(first.pid());

            // When
            long publishing = System.nanoTime();
            publish(broker.bootstrapServers());
            awaitKeys(first);
            double counted = secondsSince(publishing);
            double heapOfKeys = heapInUse(first) - heapBefore;
            long residentOfKeys = ResidentMemory.of(first.pid()) - residentBefore;
            assertThat(instances.leave(first)).isZero();
            long starting = System.nanoTime();
            Child second = instances.add(heap);
            TrendsInstances.awaitReady(second);
            awaitKeys(second);
            double restarted = secondsSince(starting);

            // Then
            String table = String.format(
                    "| keys | heap, MB | bytes a figure | resident, MB | counted in, s | restarted in, s |%n"
                            + "|---|---|---|---|---|---|%n| %d | %.0f | %.0f | %d | %.1f | %.1f |%n",
                    KEYS, heapOfKeys / 1e6, heapOfKeys / KEYS, residentOfKeys / 1_000_000, counted, restarted);
            System.out.println(table);
            Files.writeString(FOLDER.resolve("report.md"), table);
            String last = get(second, "/trends?by=productId&key=product-" + (KEYS - 1));
            assertThat(last).contains("\"count\":1,");
            assertThat(get(second, "/trends")).contains("\"count\":" + KEYS + ",");
        }
    }

    private static void publish(String bootstrapServers) {
        long hour = Instant.now().toEpochMilli();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 20, "compression.type", "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < KEYS; i++) {
                String value = "{\"id\":\"review-" + i + "\",\"label\":\"negative\",\"score\":-0."
                        + (100_000 + i % 900_000) + ",\"review\":{\"productId\":\"product-" + i + "\"}}";
                producer.send(new ProducerRecord<>(
                        "scored-reviews", null, hour, null, value.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static void awaitKeys(Child instance) {
        Awaitility.await("all keys")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .until(() -> entries(instance) == KEYS + 1L
                        && get(instance, "/trends").contains("\"count\":" + KEYS + ","));
    }

    private static double entries(Child instance) throws IOException, InterruptedException {
        return get(instance, "/metrics")
                .lines()
                .filter(line -> line.startsWith("undertone_trends_entries "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElse(-1);
    }

    /** What lives, in bytes: the last line of Java's own histogram, which collects all before it counts. */
    private static double heapInUse(Child instance) throws IOException {
        Process histogram = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(instance.pid()),
                        "GC.class_histogram")
                .start();
        String said = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String total = said.lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no histogram, but: " + said));
        return Double.parseDouble(total.strip().split("\\s+")[2]);
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static String get(Child instance, String target) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create("http://" + TrendsInstances.address(instance) + target))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static Map<String, String> settings(BrokerProcess broker) {
        return Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "trends.by",
                "productId",
                "trends.window",
                "1d",
                "trends.max.entries",
                Integer.toString(4 * KEYS),
                "http.port",
                "0");
    }
}
