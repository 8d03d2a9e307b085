// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.bench;

import dev.undertone.testing.Deployment;
import dev.undertone.testing.TestBroker;
import dev.undertone.testing.TinyModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What exactly once costs, beside at least once, in one run. A measurement, so not part of the build:
 *
 * <pre>mvn -DskipTests package failsafe:integration-test -Dit.test=GuaranteePrice</pre>
 */
class GuaranteePrice {
    private static final int STEADY_RATE = 500;
    private static final int STEADY_REVIEWS = 10_000;
    private static final int BACKLOG = 40_000;

    @TempDir
    private Path folder;

    @Test
    void measure() throws Exception {
        String model = "model.path=" + TinyModel.writeTo(folder);
        List<String> rows = new ArrayList<>();
        for (int round = 1; round <= 2; round++) {
            for (String guarantee : List.of("at_least_once", "exactly_once_v2")) {
                rows.add(row(round, guarantee, model));
            }
        }
        System.out.println("| round | processing.guarantee | p50 ms | p95 ms | p99 ms | backlog reviews/s |");
        System.out.println("|---|---|---|---|---|---|");
        rows.forEach(System.out::println);
    }

    private static String row(int round, String guarantee, String model) throws Exception {
        List<Long> latencies;
        try (Deployment deployment = new Deployment("processing.guarantee=" + guarantee, model).start()) {
            latencies = latencies(deployment);
        }
        double rate;
        try (Deployment deployment = new Deployment("processing.guarantee=" + guarantee, model)) {
            deployment.createOutputs();
            publish(deployment, BACKLOG, Integer.MAX_VALUE);
            deployment.start();
            List<Long> arrivals = new ArrayList<>();
            readScores(deployment, BACKLOG, record -> arrivals.add(System.nanoTime()));
            rate = BACKLOG / ((arrivals.get(BACKLOG - 1) - arrivals.get(0)) / 1e9);
        }
        return String.format(
                Locale.ROOT,
                "| %d | %s | %d | %d | %d | %,.0f |",
                round,
                guarantee,
                latencies.get(latencies.size() / 2),
                latencies.get(latencies.size() * 95 / 100),
                latencies.get(latencies.size() * 99 / 100),
                rate);
    }

    /** From the producer's timestamp to a consumer of committed records, sorted, in ms; the first tenth warms up. */
    private static List<Long> latencies(Deployment deployment) throws Exception {
        CompletableFuture<Void> publishing =
                CompletableFuture.runAsync(() -> publish(deployment, STEADY_REVIEWS, STEADY_RATE));
        List<Long> latencies = new ArrayList<>();
        readScores(
                deployment, STEADY_REVIEWS, record -> latencies.add(System.currentTimeMillis() - record.timestamp()));
        publishing.get(1, TimeUnit.MINUTES);
        List<Long> warm = new ArrayList<>(latencies.subList(STEADY_REVIEWS / 10, STEADY_REVIEWS));
        Collections.sort(warm);
        return warm;
    }

    /** Reads committed scores, each as it comes. */
    private static void readScores(Deployment deployment, int scores, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "bootstrap.servers",
                TestBroker.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(deployment.output).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            int read = 0;
            while (read < scores) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    each.accept(record);
                    read++;
                }
            }
        }
    }

    private static void publish(Deployment deployment, int reviews, int perSecond) {
        Map<String, Object> properties = Map.of("bootstrap.servers", TestBroker.bootstrapServers(), "linger.ms", 0);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            long start = System.nanoTime();
            for (int i = 0; i < reviews; i++) {
                long due = start + (long) (i * 1e9 / perSecond);
                LockSupport.parkNanos(due - System.nanoTime());
                byte[] value = ("{\"id\":\"" + i + "\",\"text\":\"a good evening, number " + i + "\"}")
                        .getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(deployment.input, i % Deployment.PARTITIONS, null, value));
            }
        }
    }
}
