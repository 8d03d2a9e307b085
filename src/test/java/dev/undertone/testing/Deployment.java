// SPDX-License-Identifier: Apache-2.0
package dev.undertone.testing;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** A scorer process with topics of its own on the shared broker, and plain clients to talk to them. */
public final class Deployment implements AutoCloseable {
    public static final int PARTITIONS = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    public final String input;
    public final String output;
    public final String deadLetters;
    private final String applicationId;
    private final Map<String, String> settings = new TreeMap<>();
    private Distribution.Running scorer;

    /**
     * Makes an input topic that takes large records.
     *
     * @param given of the configuration, as key=value
     */
    public Deployment(String... given) {
        this(Map.of("max.message.bytes", Integer.toString(16 * 1024 * 1024)), given);
    }

    /**
     * Makes the input topic, with Kafka's own defaults but for these settings.
     *
     * @param given of the configuration, as key=value
     */
    public Deployment(Map<String, String> ofInput, String... given) {
        String name = UUID.randomUUID().toString().substring(0, 8);
        applicationId = "undertone-" + name;
        input = "reviews-" + name;
        output = "scored-" + name;
        deadLetters = "rejected-" + name;
        TestBroker.createTopic(input, PARTITIONS, ofInput);
        settings.put("bootstrap.servers", TestBroker.bootstrapServers());
        settings.put("application.id", applicationId);
        settings.put("input.topic", input);
        settings.put("output.topic", output);
        settings.put("errors.dead.letter.queue.topic.name", deadLetters);
        settings.put("http.port", "0");
        for (String setting : given) {
            String[] parts = setting.split("=", 2);
            settings.put(parts[0], parts[1]);
        }
    }

    /** The configuration, by key. */
    public Map<String, String> settings() {
        return settings;
    }

    /** Makes the topics that the scorer would make when it starts. */
    public void createOutputs() {
        TestBroker.createTopic(output, PARTITIONS);
        TestBroker.createTopic(deadLetters, PARTITIONS);
    }

    /** Makes them beforehand, with Kafka's own defaults but for these settings. */
    public Deployment withOutputs(Map<String, String> ofOutput, Map<String, String> ofDeadLetters) {
        TestBroker.createTopic(output, PARTITIONS, ofOutput);
        TestBroker.createTopic(deadLetters, PARTITIONS, ofDeadLetters);
        return this;
    }

    /** Starts the scorer and waits for its word that it is ready. */
    public Deployment start() {
        return startWith(Map.of());
    }

    /** The same with these variables in the scorer's environment. */
    public Deployment startWith(Map<String, String> environment) {
        List<String> arguments = new ArrayList<>(List.of("run"));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        scorer = Distribution.startWith(environment, arguments.toArray(String[]::new));
        Awaitility.await("the scorer's start")
                .atMost(Duration.ofSeconds(60))
                .failFast(
                        "the scorer ended",
                        () -> assertThat(scorer.process().isAlive())
                                .as(scorer.err())
                                .isTrue())
                .untilAsserted(() -> assertThat(scorer.err()).contains("Ready"));
        return this;
    }

    /** The offsets that the scorer has committed, by partition. */
    public Map<Integer, Long> committedOffsets() throws Exception {
        try (Admin admin = TestBroker.admin()) {
            Map<Integer, Long> offsets = new HashMap<>();
            admin.listConsumerGroupOffsets(applicationId)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> offsets.put(partition.partition(), offset.offset()));
            return offsets;
        }
    }

    /** What the scorer answers over HTTP. */
    public String get(String path) throws IOException, InterruptedException {
        return ask("GET", path).body();
    }

    /** What the scorer answers to a request without a body, which says that it is JSON. */
    public HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + httpAddress() + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Where the scorer serves HTTP, as host:port. */
    public String httpAddress() {
        Matcher address = Pattern.compile("http=\"([^\"]+)\"").matcher(scorer.err());
        assertThat(address.find()).isTrue();
        return address.group(1);
    }

    public Distribution.Running scorer() {
        return scorer;
    }

    /** Publishes values to partition 0 in their order, and returns the metadata's offsets. */
    public List<Long> publish(List<byte[]> values) {
        return send(values.stream()
                        .map(value -> new ProducerRecord<byte[], byte[]>(input, 0, null, value))
                        .toList())
                .stream()
                .map(RecordMetadata::offset)
                .toList();
    }

    /** Sends a record, and waits until the broker has it. */
    public static void send(ProducerRecord<byte[], byte[]> record) {
        send(List.of(record));
    }

    /** Sends records together, waits until the broker has them, and returns what it says of each. */
    public static List<RecordMetadata> send(List<ProducerRecord<byte[], byte[]>> records) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", TestBroker.bootstrapServers(), "max.request.size", 32 * 1024 * 1024);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            List<RecordMetadata> metadata = new ArrayList<>();
            for (Future<RecordMetadata> one : sent) {
                metadata.add(one.get());
            }
            return metadata;
        } catch (Exception e) {
            throw new AssertionError("publishing failed", e);
        }
    }

    /** That the scorer runs and is ready. */
    public void assertAlive() throws IOException, InterruptedException {
        assertThat(scorer.process().isAlive()).isTrue();
        assertThat(get("/health/ready")).isEqualTo("UP\n");
    }

    /** Reads all partitions of these topics, once they are there, from their beginning; committed records only. */
    public static KafkaConsumer<byte[], byte[]> committedRecords(String... topics) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "bootstrap.servers",
                TestBroker.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false));
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            partitions.addAll(Awaitility.await("the topic " + topic)
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(
                            () -> consumer.partitionsFor(topic).stream()
                                    .map(info -> new TopicPartition(topic, info.partition()))
                                    .toList(),
                            list -> !list.isEmpty()));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    /** Waits until that many committed records are in the topic, then looks whether more come, and returns all. */
    public static List<ConsumerRecord<byte[], byte[]>> read(String topic, int atLeast) {
        return readUntil(topic, atLeast + " records", records -> records.size() >= atLeast);
    }

    /** The same until they are enough: at least once, a record may be there twice. */
    public static List<ConsumerRecord<byte[], byte[]>> readUntil(
            String topic, String what, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = committedRecords(topic)) {
            // A long test is one that goes on, not one that hangs.
            AtomicLong lastAt = new AtomicLong(System.nanoTime());
            Awaitility.await(what + " of " + topic)
                    .pollInSameThread()
                    .forever()
                    .failFast(
                            "no more of " + topic + " come",
                            () -> System.nanoTime() - lastAt.get() > PATIENCE.toNanos())
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                            records.add(record);
                            lastAt.set(System.nanoTime());
                        });
                        return enough.test(records);
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
