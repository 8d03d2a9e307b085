// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.Distribution;
import dev.undertone.testing.TestBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** A scorer process with topics of its own on the shared broker, and plain clients to talk to them. */
final class Deployment implements AutoCloseable {
    static final int PARTITIONS = 3;

    final String input;
    final String output;
    final String deadLetters;
    private final List<String> runArguments = new ArrayList<>();
    private Distribution.Running scorer;

    /** Makes the topics. @param settings of the configuration, as key=value */
    Deployment(String... settings) {
        String name = UUID.randomUUID().toString().substring(0, 8);
        input = "reviews-" + name;
        output = "scored-" + name;
        deadLetters = "rejected-" + name;
        TestBroker.createTopic(input, PARTITIONS);
        runArguments.addAll(List.of("run", "--bootstrap-servers", TestBroker.bootstrapServers()));
        List<String> all = new ArrayList<>();
        all.add("application.id=undertone-" + name);
        all.add("input.topic=" + input);
        all.add("output.topic=" + output);
        all.add("errors.dead.letter.queue.topic.name=" + deadLetters);
        all.add("http.port=0");
        all.addAll(List.of(settings));
        all.forEach(setting -> runArguments.addAll(List.of("--set", setting)));
    }

    /** Starts the scorer and waits for its word that it is ready. */
    Deployment start() {
        scorer = Distribution.start(runArguments.toArray(String[]::new));
        Awaitility.await("the scorer's start")
                .atMost(Duration.ofSeconds(60))
                .failFast("the scorer ended", () -> !scorer.process().isAlive())
                .untilAsserted(() -> assertThat(scorer.err()).contains("Ready"));
        return this;
    }

    /** What the scorer answers over HTTP. */
    String get(String path) throws IOException, InterruptedException {
        Matcher address = Pattern.compile("http=\"([^\"]+)\"").matcher(scorer.err());
        assertThat(address.find()).isTrue();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address.group(1) + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    Distribution.Running scorer() {
        return scorer;
    }

    /** Publishes values to partition 0 in their order, and returns the metadata's offsets. */
    List<Long> publish(List<byte[]> values) {
        List<Long> offsets = new ArrayList<>();
        Map<String, Object> properties =
                Map.of("bootstrap.servers", TestBroker.bootstrapServers(), "max.request.size", 32 * 1024 * 1024);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (byte[] value : values) {
                offsets.add(producer.send(new ProducerRecord<>(input, 0, null, value))
                        .get()
                        .offset());
            }
            return offsets;
        } catch (Exception e) {
            throw new AssertionError("publishing failed", e);
        }
    }

    /** Waits until that many committed records are in the topic, then looks whether more come, and returns all. */
    static List<ConsumerRecord<byte[], byte[]>> read(String topic, int atLeast) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<String, Object> properties = new HashMap<>(Map.of(
                "bootstrap.servers",
                TestBroker.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Awaitility.await("the topic " + topic)
                    .ignoreExceptions()
                    .until(
                            () -> consumer.partitionsFor(topic).stream()
                                    .map(info -> new TopicPartition(topic, info.partition()))
                                    .toList(),
                            list -> !list.isEmpty());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Awaitility.await(atLeast + " records of " + topic)
                    .pollInSameThread()
                    .atMost(Duration.ofSeconds(120))
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                        return records.size() >= atLeast;
                    });
            consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            return records;
        }
    }

    @Override
    public void close() {
        if (scorer != null) {
            scorer.close();
        }
    }
}
