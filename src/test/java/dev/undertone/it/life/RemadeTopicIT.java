// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.life;

import static dev.undertone.testing.Records.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import dev.undertone.testing.Deployment;
import dev.undertone.testing.TestBroker;
import dev.undertone.testing.TinyModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of reviews in topics that are deleted and made again, and of a group whose offsets are set. */
@Tag("thorough")
@Timeout(300)
class RemadeTopicIT {
    private static final int BEFORE = 5;
    private static final int AFTER = 12;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void shouldScoreAllOfAnInputThatIsMadeAgainAtOnceWhileItRuns(String groupProtocol) throws Exception {
        try (Deployment deployment =
                deployment("kafka.group.protocol=" + groupProtocol).start()) {
            // Given
            deployment.publish(reviews("before", BEFORE));
            Deployment.read(deployment.output, BEFORE);

            // When
            remake(deployment.input);
            deployment.publish(reviews("after", AFTER));

            // Then
            assertAllScored(deployment, groupProtocol);
        }
    }

    @Test
    void shouldScoreAllOfAnInputThatIsMadeAgainWhileItIsDown() throws Exception {
        try (Deployment deployment = deployment().start()) {
            // Given
            deployment.publish(reviews("before", BEFORE));
            Deployment.read(deployment.output, BEFORE);
            assertThat(deployment.scorer().terminate()).isZero();

            // When
            remake(deployment.input);
            deployment.publish(reviews("after", AFTER));
            deployment.start();

            // Then
            assertAllScored(deployment, "down");
        }
    }

    @Test
    void shouldGoOnInAnOutputThatIsMadeAgain() throws Exception {
        try (Deployment deployment = deployment().start()) {
            // Given
            deployment.publish(reviews("before", BEFORE));
            Deployment.read(deployment.output, BEFORE);

            // When
            remake(deployment.output);
            deployment.publish(reviews("after", AFTER));

            // Then
            List<ConsumerRecord<byte[], byte[]>> scores = Deployment.read(deployment.output, AFTER);
            assertThat(ids(scores)).hasSize(AFTER).allMatch(id -> id.startsWith("after"));
            assertThat(scores).hasSize(AFTER);
            awaitReady(deployment);
        }
    }

    @Test
    void shouldScoreAgainWhatAGroupIsSetBackToWhileItIsDown() throws Exception {
        try (Deployment deployment = deployment().start()) {
            // Given
            deployment.publish(reviews("before", BEFORE));
            Deployment.read(deployment.output, BEFORE);
            assertThat(deployment.scorer().terminate()).isZero();

            // When
            setOffset(deployment, 2);
            deployment.start();

            // Then
            assertThat(Deployment.read(deployment.output, BEFORE + BEFORE - 2)).hasSize(BEFORE + BEFORE - 2);
        }
    }

    @Test
    void shouldBeginAnewWhereAGroupIsSetBeyondTheEndWhileItIsDown() throws Exception {
        try (Deployment deployment = deployment().start()) {
            // Given
            deployment.publish(reviews("before", BEFORE));
            Deployment.read(deployment.output, BEFORE);
            assertThat(deployment.scorer().terminate()).isZero();

            // When
            setOffset(deployment, 1000);
            deployment.start();

            // Then
            assertThat(Deployment.read(deployment.output, 2 * BEFORE)).hasSize(2 * BEFORE);
        }
    }

    @Test
    void shouldNotBeSetBackWhileItRuns() throws Exception {
        try (Deployment deployment = deployment().start()) {
            // Given
            deployment.publish(reviews("before", BEFORE));
            Deployment.read(deployment.output, BEFORE);

            // When
            Exception refusal = catchException(() -> setOffset(deployment, 0));

            // Then
            assertThat(refusal).isInstanceOf(ExecutionException.class);
            deployment.assertAlive();
        }
    }

    private static void assertAllScored(Deployment deployment, String how) throws Exception {
        long start = System.nanoTime();
        List<ConsumerRecord<byte[], byte[]>> scores = Deployment.readUntil(
                deployment.output,
                "the last of those made again",
                records -> ids(records).contains("after-" + (AFTER - 1)));
        System.out.printf("input made again, %s: %.1f s%n", how, (System.nanoTime() - start) / 1e9);
        assertThat(ids(scores))
                .as(deployment.scorer().err())
                .containsAll(
                        IntStream.range(0, AFTER).mapToObj(i -> "after-" + i).toList());
        assertThat(scores).hasSize(BEFORE + AFTER);
        awaitReady(deployment);
    }

    private static void awaitReady(Deployment deployment) {
        Awaitility.await("readiness").atMost(Duration.ofSeconds(60)).untilAsserted(deployment::assertAlive);
    }

    private static void remake(String topic) throws Exception {
        try (Admin admin = TestBroker.admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
        Awaitility.await("the topic anew")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> TestBroker.createTopic(topic, Deployment.PARTITIONS));
    }

    private static void setOffset(Deployment deployment, long offset) throws Exception {
        try (Admin admin = TestBroker.admin()) {
            admin.alterConsumerGroupOffsets(
                            deployment.settings().get("application.id"),
                            Map.of(new TopicPartition(deployment.input, 0), new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }

    private static List<byte[]> reviews(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> bytes("{\"id\":\"" + name + "-" + i + "\",\"text\":\"good\"}"))
                .toList();
    }

    private static TreeSet<String> ids(List<ConsumerRecord<byte[], byte[]>> scores) {
        return scores.stream()
                .map(score -> new String(score.value(), StandardCharsets.UTF_8).split("\"")[3])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Deployment deployment(String... settings) {
        String[] all = Arrays.copyOf(settings, settings.length + 1);
        all[settings.length] = "model.path=" + TinyModel.writeTo(folder.resolve("model"));
        return new Deployment(all);
    }
}
