// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it;

import static dev.undertone.testing.Records.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.broker.SecureBroker;
import dev.undertone.cli.Cli;
import dev.undertone.kafka.RequiredAcl;
import dev.undertone.testing.Distribution;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A cluster with TLS, passwords and an authorizer, and a scorer and commands that are its clients. */
abstract class SecuredCluster {
    static final Path DOCUMENT = Path.of("docs", "SECURITY.md");
    static final Duration AT_ONCE = Duration.ofSeconds(15);
    static final String GOOD = "{\"id\":\"a\",\"text\":\"a good film\"}";
    static final String TORN = "{\"id\":\"b\",\"text\":\"half a";

    @TempDir
    static Path folder;

    static SecureBroker broker;
    static Path model;
    /** The last one, whose log tells what became of records that do not come. */
    static Distribution.Running started;

    @BeforeAll
    static void start() throws Exception {
        broker = SecureBroker.start(folder);
        model = TinyModel.writeTo(folder.resolve("model"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    /** What one test works with. */
    record Names(String applicationId, String input, String output, String deadLetters) {
        static Names fresh() {
            String id = UUID.randomUUID().toString().substring(0, 8);
            return new Names("app-" + id, "reviews-" + id, "scored-" + id, "rejected-" + id);
        }

        String resolve(String key) {
            return switch (key) {
                case "application.id" -> applicationId;
                case "input.topic" -> input;
                case "output.topic" -> output;
                case "errors.dead.letter.queue.topic.name" -> deadLetters;
                default -> throw new AssertionError(key);
            };
        }
    }

    /**
     * The rights in the document's table for a command, but for those that are only needed where topics do not exist.
     */
    static List<RequiredAcl> documented(String command, Names names) throws IOException {
        String section = Files.readString(DOCUMENT)
                .split("### `" + command + "`\n", 2)[1]
                .split("\n#", 2)[0];
        List<RequiredAcl> rights = new ArrayList<>();
        for (String row :
                section.lines().filter(line -> line.startsWith("| ")).skip(1).toList()) {
            String[] cells = row.split(" *\\| *");
            AclOperation operation = AclOperation.fromString(cells[1]);
            if (operation != AclOperation.CREATE && operation != AclOperation.DESCRIBE_CONFIGS) {
                String[] name = cells[3].split("`");
                String suffix = name.length > 2 ? name[2] : "";
                boolean prefixed = suffix.endsWith("*");
                rights.add(new RequiredAcl(
                        operation,
                        ResourceType.fromString(cells[2].replace(' ', '_')),
                        names.resolve(name[1]) + (prefixed ? suffix.substring(0, suffix.length() - 1) : suffix),
                        prefixed));
            }
        }
        assertThat(rights).hasSizeGreaterThan(4);
        return rights;
    }

    static List<Integer> indices(List<RequiredAcl> rights) {
        return Stream.iterate(0, i -> i + 1).limit(rights.size()).toList();
    }

    static String sentence(RequiredAcl right) {
        String kind = right.resource() == ResourceType.TRANSACTIONAL_ID
                ? "transactional id"
                : right.resource().toString().toLowerCase(Locale.ROOT);
        String operation = right.operation().toString();
        return "the broker does not let User:undertone " + operation
                + (operation.equals("WRITE") && kind.equals("topic") ? " to the " : " the ") + kind
                + (right.prefixed() ? "s that begin with " : " ") + right.name()
                + "; grant it (kafka-acls --add --allow-principal User:undertone --operation "
                + operation.charAt(0) + operation.substring(1).toLowerCase(Locale.ROOT) + " --"
                + kind.replace(' ', '-') + " " + right.name()
                + (right.prefixed() ? " --resource-pattern-type prefixed" : "")
                + "), docs/SECURITY.md lists all rights";
    }

    static void assertRefused(Cli.Result result, long startNanos, String sentence) {
        assertThat(result).isEqualTo(new Cli.Result(2, "", "undertone: " + sentence + "\n"));
        assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(AT_ONCE);
    }

    static String[] arguments(Names names, List<String> command, String... settings) {
        Map<String, String> all = new TreeMap<>(broker.clientSettings());
        all.put("application.id", names.applicationId());
        all.put("input.topic", names.input());
        all.put("output.topic", names.output());
        all.put("errors.dead.letter.queue.topic.name", names.deadLetters());
        all.put("topics.create", "false");
        all.put("model.path", model.toString());
        all.put("http.port", "-1");
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            all.put(parts[0], parts[1]);
        }
        List<String> arguments = new ArrayList<>(command);
        all.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return arguments.toArray(String[]::new);
    }

    static String[] without(String keyStart, String[] arguments) {
        List<String> rest = new ArrayList<>(Arrays.asList(arguments));
        for (int i = rest.size() - 1; i > 0; i--) {
            if (rest.get(i).startsWith(keyStart)) {
                rest.subList(i - 1, i + 1).clear();
            }
        }
        return rest.toArray(String[]::new);
    }

    static Distribution.Running run(Names names, String... settings) {
        started = Distribution.start(arguments(names, List.of("run"), settings));
        return started;
    }

    static void awaitReady(Distribution.Running scorer) {
        Awaitility.await("the scorer's start")
                .atMost(Duration.ofSeconds(60))
                .failFast(() ->
                        assertThat(scorer.process().isAlive()).as(scorer.err()).isTrue())
                .untilAsserted(() -> assertThat(scorer.err()).contains("Ready"));
    }

    static void awaitEnd(Distribution.Running scorer) {
        Awaitility.await("the scorer's end")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(scorer.process().isAlive()).as(scorer.err()).isFalse());
    }

    /** Reviews that come one after the other until it is closed. */
    static final class Flow implements AutoCloseable {
        private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.openAddress()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        private final Thread thread;

        Flow(String topic) {
            thread = new Thread(() -> {
                try {
                    while (!Thread.interrupted()) {
                        producer.send(new ProducerRecord<>(topic, bytes(GOOD))).get();
                    }
                } catch (InterruptedException | InterruptException e) {
                    // That is how it ends.
                } catch (ExecutionException e) {
                    throw new AssertionError(e);
                }
            });
            thread.start();
        }

        boolean isAlive() {
            return thread.isAlive();
        }

        @Override
        public void close() {
            thread.interrupt();
            Awaitility.await("the last review").until(() -> !thread.isAlive());
            producer.close();
        }
    }

    static void publish(String topic, String... values) throws Exception {
        for (String value : values) {
            send(topic, null, value);
        }
    }

    static void send(String topic, String key, String value) throws Exception {
        Map<String, Object> properties = Map.of("bootstrap.servers", broker.openAddress());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, key == null ? null : bytes(key), bytes(value)))
                    .get();
        }
    }

    static void awaitRecords(String topic, int count) {
        assertThat(await(topic, count + " records", records -> records.size() >= count))
                .hasSize(count);
    }

    static List<ConsumerRecord<byte[], byte[]>> await(
            String topic, String what, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", broker.openAddress(), "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            Awaitility.await(what + " in " + topic)
                    .pollInSameThread()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                        return enough.test(records);
                    });
            return records;
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + (started == null ? "" : "\n" + started.err()), e);
        }
    }
}
