// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.topics;

import static dev.undertone.testing.Records.bytes;
import static dev.undertone.testing.Records.header;
import static dev.undertone.testing.Records.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.cli.Cli;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.TestBroker;
import dev.undertone.testing.TinyModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several topics of reviews: named, or joining by a pattern while the scorer runs. */
@Timeout(300)
class ManyTopicsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String SOURCE = "undertone.source.topic";

    @TempDir
    private Path folder;

    @Test
    void shouldScoreEachTopicIntoItsOwnAndTakeLettersBackToTheirs() throws Exception {
        try (Deployment deployment = deployment("output.topic=scored-{topic}")) {
            // Given: a scorer that looks for the text in another field rejects all reviews of two topics.
            String narrow = name(deployment, "narrow");
            String wide = name(deployment, "wide");
            TestBroker.createTopic(narrow, 1);
            TestBroker.createTopic(wide, 4);
            deployment.settings().put("input.topic", narrow + ", " + wide);
            deployment.settings().put("input.text.field", "body");
            deployment.start();
            send(narrow, 0, 10);
            send(wide, 3, 10);
            assertThat(Deployment.read(deployment.deadLetters, 20))
                    .extracting(letter -> header(letter, "__streams.errors.topic") + "-"
                            + header(letter, "__streams.errors.partition"))
                    .containsOnly(narrow + "-0", wide + "-3")
                    .hasSize(20);
            assertThat(deployment.scorer().terminate()).isZero();

            // When: it is put right.
            deployment.settings().remove("input.text.field");
            deployment.start();
            Cli.Result first = redrive(deployment, "replay");
            Cli.Result again = redrive(deployment, "replay");

            // Then
            assertThat(first.err()).contains("20 replayed to where they came from, of " + narrow + "," + wide);
            assertThat(again.err()).contains("0 replayed to where they came from");
            assertThat(Deployment.read("scored-" + narrow, 10))
                    .hasSize(10)
                    .allSatisfy(record ->
                            assertThat(record.headers().lastHeader(SOURCE)).isNull())
                    .extracting(ManyTopicsIT::id)
                    .containsExactlyElementsOf(ids(narrow, 10));
            assertThat(Deployment.read("scored-" + wide, 10))
                    .extracting(ManyTopicsIT::id)
                    .containsExactlyInAnyOrderElementsOf(ids(wide, 10));
            assertThat(Deployment.read(wide, 20))
                    .hasSize(20)
                    .extracting(ConsumerRecord::partition)
                    .containsOnly(3);
            assertThat(widthOf("scored-" + narrow)).isEqualTo(1);
            assertThat(widthOf("scored-" + wide)).isEqualTo(4);
            assertThat(widthOf(deployment.deadLetters)).isEqualTo(4);
            Awaitility.await("the lag of both")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(deployment.get("/metrics"))
                            .containsPattern("records_lag\\{[^}]*topic=\"" + narrow + "\"[^}]*} 0.0")
                            .containsPattern("records_lag\\{[^}]*topic=\"" + wide + "\"[^}]*} 0.0"));
            assertThat(deployment.scorer().terminate()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void shouldNameTheSourceWhereTopicsShareTheirOutput(String groupProtocol) throws Exception {
        try (Deployment deployment = deployment("kafka.group.protocol=" + groupProtocol)) {
            // Given
            String narrow = name(deployment, "narrow");
            String wide = name(deployment, "wide");
            TestBroker.createTopic(narrow, 1);
            TestBroker.createTopic(wide, 4);
            deployment.settings().put("input.topic", narrow + "," + wide);

            // When
            deployment.start();
            send(narrow, 0, 10);
            send(wide, 2, 10);

            // Then
            List<ConsumerRecord<byte[], byte[]>> scored = Deployment.read(deployment.output, 20);
            assertThat(scored)
                    .hasSize(20)
                    .allSatisfy(record -> assertThat(id(record)).startsWith(header(record, SOURCE)));
            assertThat(scored).extracting(record -> header(record, SOURCE)).contains(narrow, wide);
            assertThat(widthOf(deployment.output)).isEqualTo(4);
            deployment.assertAlive();
        }
    }

    @Test
    void shouldReadTopicsThatJoinAPatternAndGoOnWhereTheyLeave() throws Exception {
        try (Deployment deployment = deployment("kafka.metadata.max.age.ms=1000", "output.topic=scored-{topic}")) {
            // Given: no topic matches.
            deployment.settings().put("input.topic", deployment.input + "\\..*");
            deployment.start();
            deployment.assertAlive();
            assertThat(deployment.scorer().err()).contains("No topic matches the pattern of input topics yet");

            // When
            String first = name(deployment, "first");
            TestBroker.createTopic(first, 2);
            send(first, 1, 10);

            // Then
            awaitTopic("scored-" + first);
            assertThat(Deployment.read("scored-" + first, 10))
                    .extracting(ManyTopicsIT::id)
                    .containsExactlyInAnyOrderElementsOf(ids(first, 10));
            assertThat(widthOf("scored-" + first)).isEqualTo(2);

            // When: another joins, and the first is deleted.
            String second = name(deployment, "second");
            TestBroker.createTopic(second, 3);
            send(second, 2, 10);
            awaitTopic("scored-" + second);
            assertThat(Deployment.read("scored-" + second, 10)).hasSize(10);
            try (Admin admin = TestBroker.admin()) {
                admin.deleteTopics(List.of(first)).all().get();
            }
            send(second, 2, 10);

            // Then
            assertThat(Deployment.read("scored-" + second, 20)).hasSize(20);
            Awaitility.await("readiness")
                    .atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(deployment.get("/health/ready")).isEqualTo("UP\n"));
            assertThat(deployment.scorer().terminate()).isZero();
        }
    }

    @Test
    void shouldWaitForAnOutputThatItIsNotToMakeAndLetOtherTopicsPass() throws Exception {
        try (Deployment deployment =
                deployment("kafka.metadata.max.age.ms=1000", "output.topic=scored-{topic}", "topics.create=false")) {
            // Given
            String first = name(deployment, "first");
            TestBroker.createTopic(first, 1);
            TestBroker.createTopic("scored-" + first, 1);
            TestBroker.createTopic(deployment.deadLetters, 1);
            deployment.settings().put("input.topic", deployment.input + "\\..*");
            deployment.start();

            // When
            String second = name(deployment, "second");
            TestBroker.createTopic(second, 1);
            send(second, 0, 5);

            // Then
            awaitReason(deployment, second);
            assertThat(deployment.scorer().terminate()).isZero();
            deployment.start();
            awaitReason(deployment, second);
            send(first, 0, 5);
            assertThat(Deployment.read("scored-" + first, 5)).hasSize(5);

            // When
            TestBroker.createTopic("scored-" + second, 1);

            // Then
            assertThat(Deployment.read("scored-" + second, 5))
                    .extracting(ManyTopicsIT::id)
                    .containsExactlyElementsOf(ids(second, 5));
            deployment.assertAlive();
            try (var letters = Deployment.committedRecords(deployment.deadLetters)) {
                assertThat(letters.poll(Duration.ofSeconds(1))).isEmpty();
            }
        }
    }

    @Test
    void shouldSayThatPublishingTakesOneTopic() {
        Cli.Result result = Cli.launch("publish", "-", "--text", "--set", "input.topic=a,b");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo("undertone: input.topic=a,b stands for several topics; reviews are published to one: name"
                        + " it by --topic\n");
    }

    private Deployment deployment(String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("model.path=" + TinyModel.writeTo(folder.resolve("model")));
        return new Deployment(all.toArray(String[]::new));
    }

    /** A topic beside the deployment's own. */
    private static String name(Deployment deployment, String what) {
        return deployment.input + "." + what;
    }

    private static void send(String topic, int partition, int count) {
        Deployment.send(ids(topic, count).stream()
                .map(id -> new ProducerRecord<byte[], byte[]>(
                        topic, partition, null, bytes("{\"id\":\"" + id + "\",\"text\":\"a good film\"}")))
                .toList());
    }

    private static List<String> ids(String topic, int count) {
        return IntStream.range(0, count).mapToObj(i -> topic + "/" + i).toList();
    }

    private static String id(ConsumerRecord<byte[], byte[]> scored) {
        return text(scored.value()).replaceFirst("^\\{\"id\":\"([^\"]*)\".*$", "$1");
    }

    private static void awaitReason(Deployment deployment, String waiting) {
        Awaitility.await("the reason")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(deployment.get("/health/ready"))
                        .contains("reviews of " + waiting + " wait for the topic of their scores: there is no topic"
                                + " scored-" + waiting + " at"));
    }

    /** Without making it, as a consumer that asks for it would. */
    private static void awaitTopic(String topic) {
        try (Admin admin = TestBroker.admin()) {
            Awaitility.await("the topic " + topic)
                    .atMost(SOON)
                    .until(() -> admin.listTopics().names().get().contains(topic));
        }
    }

    private static int widthOf(String topic) throws Exception {
        try (Admin admin = TestBroker.admin()) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .size();
        }
    }

    private static Cli.Result redrive(Deployment deployment, String command) {
        List<String> all = new ArrayList<>(List.of("redrive", command));
        deployment.settings().forEach((key, value) -> all.addAll(List.of("--set", key + "=" + value)));
        Cli.Result result = Cli.launch(all.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result;
    }
}
