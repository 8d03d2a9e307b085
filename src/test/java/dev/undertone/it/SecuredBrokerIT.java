// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it;

import static dev.undertone.testing.Records.bytes;
import static dev.undertone.testing.Records.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.broker.SecureBroker;
import dev.undertone.cli.Cli;
import dev.undertone.kafka.RequiredAcl;
import dev.undertone.testing.Distribution;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster with TLS, passwords and an authorizer that grants what docs/SECURITY.md lists, and what it refuses. */
@Timeout(300)
class SecuredBrokerIT {
    private static final Path DOCUMENT = Path.of("docs", "SECURITY.md");
    private static final Duration AT_ONCE = Duration.ofSeconds(15);
    private static final String GOOD = "{\"id\":\"a\",\"text\":\"a good film\"}";
    private static final String TORN = "{\"id\":\"b\",\"text\":\"half a";

    @TempDir
    private static Path folder;

    private static SecureBroker broker;
    private static Path model;

    @BeforeAll
    static void start() throws Exception {
        broker = SecureBroker.start(folder);
        model = TinyModel.writeTo(folder.resolve("model"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @ParameterizedTest
    @CsvSource({
        "classic, exactly_once_v2",
        "streams, exactly_once_v2",
        "classic, at_least_once",
        "streams, at_least_once"
    })
    void shouldScoreWithTheRightsThatAreDocumentedAndNoOther(String groupProtocol, String guarantee) throws Exception {
        // Given
        Names names = Names.fresh();
        List<RequiredAcl> rights = new ArrayList<>(documented("run", names));
        if (guarantee.equals("at_least_once")) {
            rights.removeIf(right -> right.resource() == ResourceType.TRANSACTIONAL_ID);
        }
        broker.createTopics(names.input(), names.output(), names.deadLetters());
        broker.grantOnly(rights);

        // When
        try (Distribution.Running scorer =
                run(names, "kafka.group.protocol=" + groupProtocol, "processing.guarantee=" + guarantee)) {
            awaitReady(scorer);
            publish(names.input(), GOOD, TORN, GOOD);

            // Then
            awaitRecords(names.output(), 2);
            awaitRecords(names.deadLetters(), 1);
            assertThat(scorer.terminate()).as(scorer.err()).isZero();
            assertThat(scorer.err().lines().filter(line -> line.matches(".* (WARN|ERROR) .*")))
                    .allMatch(line -> line.contains("A review was rejected as UNREADABLE"));
            assertThat(scorer.err()).doesNotContain(SecureBroker.PASSWORD);
        }
    }

    /** Without the right to read topics' settings nothing can be foreseen. */
    @ParameterizedTest
    @ValueSource(strings = {"exactly_once_v2", "at_least_once"})
    void shouldSetAsideWhatTopicsRefuseWhoseSettingsItMayNotRead(String guarantee) throws Exception {
        // Given
        Names names = Names.fresh();
        List<RequiredAcl> rights = new ArrayList<>(documented("run", names));
        broker.createTopics(names.input(), names.output(), names.deadLetters());
        broker.set(names.output(), "max.message.bytes", "20000");
        broker.set(names.deadLetters(), "max.message.bytes", "20000");
        broker.set(names.deadLetters(), "cleanup.policy", "compact");
        broker.grantOnly(rights);

        // When
        try (Distribution.Running scorer = run(names, "output.fields=*", "processing.guarantee=" + guarantee)) {
            awaitReady(scorer);
            String noise = new Random(1)
                    .ints(60_000, 'A', 'Z')
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            String large = "{\"text\":\"" + noise + "\"}";
            publish(names.input(), GOOD, large, GOOD);
            send(names.input(), noise, GOOD);
            publish(names.input(), TORN, GOOD);

            // Then
            await(names.output(), "scores", records -> records.size() >= 3);
            // At least once, a letter may be there twice.
            Map<String, ConsumerRecord<byte[], byte[]>> letters = new HashMap<>();
            await(names.deadLetters(), "a letter of each", records -> {
                records.forEach(letter -> letters.put(header(letter, "__streams.errors.offset"), letter));
                return letters.size() >= 3;
            });
            assertThat(letters).containsOnlyKeys("1", "3", "4");
            ConsumerRecord<byte[], byte[]> ofLarge = letters.get("1");
            assertThat(header(ofLarge, "undertone.reason")).isEqualTo("REFUSED");
            assertThat(header(ofLarge, "__streams.errors.message")).contains(names.output(), "RecordTooLargeException");
            assertThat(header(ofLarge, "undertone.value.bytes")).isEqualTo(Integer.toString(large.length()));
            assertThat(ofLarge.value()).isEmpty();
            assertThat(ofLarge.key()).asString(StandardCharsets.UTF_8).isEqualTo(names.input() + "-0-1");
            ConsumerRecord<byte[], byte[]> ofLargeKey = letters.get("3");
            assertThat(header(ofLargeKey, "undertone.reason")).isEqualTo("REFUSED");
            assertThat(header(ofLargeKey, "undertone.key.bytes")).isEqualTo("60000");
            assertThat(ofLargeKey.key()).asString(StandardCharsets.UTF_8).isEqualTo(noise.substring(0, 64));
            assertThat(header(letters.get("4"), "undertone.reason")).isEqualTo("UNREADABLE");
            assertThat(header(letters.get("4"), "undertone.key.added")).isEqualTo("true");
            assertThat(scorer.terminate()).as(scorer.err()).isZero();
            assertThat(scorer.err()).contains("A topic refused an outcome").doesNotContain(noise.substring(1000, 1020));
        }
    }

    static List<Integer> rightsOfRun() throws IOException {
        return indices(documented("run", Names.fresh()));
    }

    @ParameterizedTest
    @MethodSource("rightsOfRun")
    void shouldNameTheRightThatIsMissingAtTheStart(int which) throws Exception {
        // Given
        Names names = Names.fresh();
        List<RequiredAcl> rights = new ArrayList<>(documented("run", names));
        RequiredAcl missing = rights.remove(which);
        broker.createTopics(names.input(), names.output(), names.deadLetters());
        broker.grantOnly(rights);

        // When
        Cli.Result result = Cli.launch(arguments(names, List.of("run"), "topics.create=false"));

        // Then
        assertThat(result.err()).isEqualTo("undertone: " + sentence(missing) + "\n");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("rightsOfRun")
    void shouldStopAndNameARightThatIsTakenAwayMeanwhile(int which) throws Exception {
        // Given
        Names names = Names.fresh();
        List<RequiredAcl> rights = documented("run", names);
        broker.createTopics(names.input(), names.output(), names.deadLetters());
        broker.grantOnly(rights);
        try (Distribution.Running scorer = run(names)) {
            awaitReady(scorer);

            // When
            RequiredAcl missing = rights.get(which);
            broker.revoke(missing);
            publish(names.input(), GOOD, TORN);

            // Then
            Awaitility.await("the end")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !scorer.process().isAlive());
            assertThat(scorer.err().lines().filter(line -> line.startsWith("undertone:")))
                    .containsExactly(
                            "undertone: the scorer stopped, nothing in flight was committed: " + sentence(missing));
            assertThat(scorer.process().exitValue()).isEqualTo(1);
        }
    }

    @Test
    void shouldNameTheRightToCreateATopic() throws Exception {
        // Given
        Names names = Names.fresh();
        broker.grantOnly(documented("run", names));

        // When
        Cli.Result result = Cli.launch(arguments(names, List.of("run"), "topics.create=true"));

        // Then
        assertThat(result.err()).isEqualTo("undertone: " + sentence(RequiredAcl.createTopic(names.input())) + "\n");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void shouldCreateItsTopicsWhereThatIsGranted() throws Exception {
        // Given
        Names names = Names.fresh();
        List<RequiredAcl> rights = new ArrayList<>(documented("run", names));
        List.of(names.input(), names.output(), names.deadLetters())
                .forEach(topic -> rights.add(RequiredAcl.createTopic(topic)));
        broker.grantOnly(rights);

        // When
        try (Distribution.Running scorer = run(names, "topics.create=true")) {
            awaitReady(scorer);
            publish(names.input(), GOOD);

            // Then
            awaitRecords(names.output(), 1);
        }
    }

    @Test
    void shouldSayThatThePasswordIsWrong() {
        // When
        long start = System.nanoTime();
        Cli.Result result = Cli.launch(
                arguments(Names.fresh(), List.of("run"), "kafka.sasl.jaas.config=" + SecureBroker.jaas("hunter2")));

        // Then
        assertRefused(
                result,
                start,
                "the broker at " + broker.address() + " does not let User:undertone in (Authentication failed during"
                        + " authentication due to invalid credentials with SASL mechanism SCRAM-SHA-512); check"
                        + " kafka.sasl.mechanism, and the name and the password in kafka.sasl.jaas.config");
    }

    @Test
    void shouldSayThatTheJaasEntryIsNoneWithoutRepeatingIt() {
        // When
        long start = System.nanoTime();
        Cli.Result result =
                Cli.launch(arguments(Names.fresh(), List.of("run"), "kafka.sasl.jaas.config=hunter2 hunter2"));

        // Then
        assertRefused(
                result,
                start,
                "Kafka refuses the configuration: kafka.sasl.jaas.config is no JAAS entry; write it as MODULE required"
                        + " username=\"...\" password=\"...\";");
    }

    @Test
    void shouldSayThatTheCertificateIsNotTrusted() throws IOException {
        // Given: Java's own authorities
        Names names = Names.fresh();

        // When
        long start = System.nanoTime();
        Cli.Result result = Cli.launch(without("kafka.ssl.truststore.", arguments(names, List.of("run"))));

        // Then
        assertRefused(
                result,
                start,
                "the certificate of the broker at " + broker.address() + " is not trusted (unable to find valid"
                        + " certification path to requested target); name a file with the CA that signed it by"
                        + " kafka.ssl.truststore.location");
    }

    @Test
    void shouldSayThatTheBrokerSpeaksTls() {
        // When
        long start = System.nanoTime();
        Cli.Result result = Cli.launch(arguments(Names.fresh(), List.of("run"), "kafka.security.protocol=PLAINTEXT"));

        // Then
        assertRefused(
                result,
                start,
                "the broker at " + broker.address() + " speaks TLS, and kafka.security.protocol=PLAINTEXT does not; set"
                        + " it to SSL, or to SASL_SSL where the broker asks for a password");
    }

    @Test
    void shouldSayThatTheBrokerDoesNotSpeakTls() {
        // When
        long start = System.nanoTime();
        Cli.Result result =
                Cli.launch(arguments(Names.fresh(), List.of("run"), "bootstrap.servers=" + broker.openAddress()));

        // Then
        assertRefused(
                result,
                start,
                "what listens at " + broker.openAddress() + " does not speak TLS, and kafka.security.protocol=SASL_SSL"
                        + " does; check bootstrap.servers, and which of the broker's ports is the one for TLS");
    }

    @Test
    void shouldPublishWithTheRightToWriteAndConsumeWithTheRightToRead() throws Exception {
        // Given
        Names names = Names.fresh();
        broker.createTopics(names.input());
        Path file = Files.writeString(folder.resolve("review.jsonl"), GOOD + "\n");
        String[] publish = arguments(names, List.of("publish", file.toString()));
        String[] consume = arguments(
                names, List.of("consume", "--topic", names.input(), "--from-beginning"), "input.topic=another");

        // When
        broker.grantOnly(List.of());
        Cli.Result neitherPublish = Cli.launch(publish);
        Cli.Result neitherConsume = Cli.launch(consume);
        broker.grantOnly(List.of(RequiredAcl.writeTopic(names.input())));
        Cli.Result published = Cli.launch(publish);
        broker.grantOnly(List.of(RequiredAcl.readTopic(names.input())));
        Cli.Result consumed = Cli.launch(consume);

        // Then
        assertThat(neitherPublish)
                .isEqualTo(
                        new Cli.Result(2, "", "undertone: " + sentence(RequiredAcl.writeTopic(names.input())) + "\n"));
        assertThat(neitherConsume)
                .isEqualTo(
                        new Cli.Result(2, "", "undertone: " + sentence(RequiredAcl.readTopic(names.input())) + "\n"));
        assertThat(published.exitCode()).as(published.err()).isZero();
        assertThat(consumed.out()).as(consumed.err()).isEqualTo(GOOD + "\n");
    }

    static List<Integer> rightsOfRedrive() throws IOException {
        return indices(documented("redrive", Names.fresh()));
    }

    @ParameterizedTest
    @MethodSource("rightsOfRedrive")
    void shouldNameTheRightThatReplayMisses(int which) throws Exception {
        // Given
        Names names = Names.fresh();
        List<RequiredAcl> rights = new ArrayList<>(documented("redrive", names));
        RequiredAcl missing = rights.remove(which);
        broker.createTopics(names.input(), names.deadLetters(), names.deadLetters() + "-redriven");
        broker.grantOnly(rights);

        // When
        Cli.Result result = Cli.launch(arguments(names, List.of("redrive", "replay"), "topics.create=false"));

        // Then
        String whole = missing.resource() == ResourceType.TRANSACTIONAL_ID
                ? sentence(RequiredAcl.writeTransactionalId(missing.name() + names.deadLetters()))
                : sentence(missing);
        assertThat(result).isEqualTo(new Cli.Result(2, "", "undertone: " + whole + "\n"));
    }

    @Test
    void shouldReplayWithTheRightsThatAreDocumentedAndNoOther() throws Exception {
        // Given
        Names names = Names.fresh();
        broker.createTopics(names.input(), names.deadLetters(), names.deadLetters() + "-redriven");
        publish(names.deadLetters(), GOOD);
        broker.grantOnly(documented("redrive", names));

        // When
        Cli.Result result = Cli.launch(arguments(names, List.of("redrive", "replay"), "topics.create=false"));

        // Then
        assertThat(result.exitCode()).as(result.err()).isZero();
        awaitRecords(names.input(), 1);
    }

    /** What one test works with. */
    private record Names(String applicationId, String input, String output, String deadLetters) {
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
    private static List<RequiredAcl> documented(String command, Names names) throws IOException {
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

    private static List<Integer> indices(List<RequiredAcl> rights) {
        return Stream.iterate(0, i -> i + 1).limit(rights.size()).toList();
    }

    private static String sentence(RequiredAcl right) {
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

    private static void assertRefused(Cli.Result result, long startNanos, String sentence) {
        assertThat(result).isEqualTo(new Cli.Result(2, "", "undertone: " + sentence + "\n"));
        assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(AT_ONCE);
    }

    private static String[] arguments(Names names, List<String> command, String... settings) {
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

    private static String[] without(String keyStart, String[] arguments) {
        List<String> rest = new ArrayList<>(Arrays.asList(arguments));
        for (int i = rest.size() - 1; i > 0; i--) {
            if (rest.get(i).startsWith(keyStart)) {
                rest.subList(i - 1, i + 1).clear();
            }
        }
        return rest.toArray(String[]::new);
    }

    private static Distribution.Running run(Names names, String... settings) {
        return Distribution.start(arguments(names, List.of("run"), settings));
    }

    private static void awaitReady(Distribution.Running scorer) {
        Awaitility.await("the scorer's start")
                .atMost(Duration.ofSeconds(60))
                .failFast(() ->
                        assertThat(scorer.process().isAlive()).as(scorer.err()).isTrue())
                .untilAsserted(() -> assertThat(scorer.err()).contains("Ready"));
    }

    private static void publish(String topic, String... values) throws Exception {
        for (String value : values) {
            send(topic, null, value);
        }
    }

    private static void send(String topic, String key, String value) throws Exception {
        Map<String, Object> properties = Map.of("bootstrap.servers", broker.openAddress());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, key == null ? null : bytes(key), bytes(value)))
                    .get();
        }
    }

    private static void awaitRecords(String topic, int count) {
        assertThat(await(topic, count + " records", records -> records.size() >= count))
                .hasSize(count);
    }

    private static List<ConsumerRecord<byte[], byte[]>> await(
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
        }
    }
}
