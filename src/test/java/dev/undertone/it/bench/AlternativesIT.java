// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.bench.alternative.Alternative;
import dev.undertone.bench.alternative.AlternativeMain;
import dev.undertone.review.Outcome;
import dev.undertone.review.Scored;
import dev.undertone.score.ReviewScorer;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.Distribution;
import dev.undertone.testing.TestBroker;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the scorer is measured against does the same work: a comparison with anything else would say nothing. */
@Tag("thorough")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals to send")
class AlternativesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int REVIEWS = 300;

    /** One record in so many cannot be read. */
    private static final int UNREADABLE = 50;

    /** Not the time of writing, and not so long ago that the broker would delete a record for its age. */
    private static final long PUBLISHED_AT = System.currentTimeMillis() - 60_000;

    private static final List<String> WORDS = List.of("good", "bad", "great", "awful", "film");

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void shouldScoreEachReviewOnceAndLikeTheScorer(Alternative alternative) throws Exception {
        TinyModel.writeTo(folder);
        try (Deployment topics = new Deployment("model.path=" + folder, "threads=2")) {
            // Given
            topics.createOutputs();
            Map<String, String> texts = texts();

            // When
            List<ConsumerRecord<byte[], byte[]>> scores;
            List<ConsumerRecord<byte[], byte[]>> rejected;
            try (Distribution.Running process = start(alternative, topics)) {
                publish(topics.input, texts);
                scores = Deployment.read(topics.output, REVIEWS - REVIEWS / UNREADABLE);
                rejected = Deployment.read(topics.deadLetters, REVIEWS / UNREADABLE);
                assertThat(process.terminate()).as(process.err()).isZero();
            }

            // Then
            Map<String, JsonNode> scoreOf = new TreeMap<>();
            for (ConsumerRecord<byte[], byte[]> score : scores) {
                JsonNode event = JSON.readTree(score.value());
                assertThat(scoreOf.put(event.get("id").asText(), event)).isNull();
                assertThat(score.key()).asString().isEqualTo(event.get("id").asText());
                assertThat(score.headers().lastHeader("source").value())
                        .asString()
                        .isEqualTo("test");
                assertThat(score.timestamp()).isEqualTo(PUBLISHED_AT);
            }
            assertThat(scoreOf.keySet()).isEqualTo(texts.keySet());
            try (ReviewScorer scorer = ReviewScorer.open(TinyModel.open(folder), 0)) {
                texts.forEach((id, text) -> {
                    List<Outcome> outcomes = scorer.score(List.of(scorer.encode(text)));
                    Scored expected = (Scored) outcomes.get(0);
                    JsonNode event = scoreOf.get(id);
                    assertThat(event.get("label").asText())
                            .as(text)
                            .isEqualTo(expected.label().text());
                    assertThat(event.get("probability").asDouble())
                            .as(text)
                            .isCloseTo(expected.probability(), within(1e-5));
                });
            }
            assertThat(rejected).hasSize(REVIEWS / UNREADABLE).allSatisfy(record -> {
                assertThat(record.value()).asString().isEqualTo("no event");
                assertThat(record.headers().lastHeader("undertone.reason").value())
                        .asString()
                        .isEqualTo("UNREADABLE");
            });
            assertThat(topics.committedOffsets().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(REVIEWS);
        }
    }

    private static Distribution.Running start(Alternative alternative, Deployment topics) {
        List<String> arguments = new ArrayList<>(List.of(alternative.text()));
        topics.settings().forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        Distribution.Running process =
                Distribution.startClass(AlternativeMain.class.getName(), List.of("lib", "lib-bench"), arguments);
        Awaitility.await("the start of " + alternative.text())
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    assertThat(process.process().isAlive()).as(process.err()).isTrue();
                    assertThat(process.err()).contains("Ready");
                });
        return process;
    }

    /** Readable reviews of 1 to 40 words, by id. */
    private static Map<String, String> texts() {
        Random random = new Random(1);
        Map<String, String> texts = new TreeMap<>();
        for (int i = 0; i < REVIEWS; i++) {
            if (i % UNREADABLE != 0) {
                List<String> words = random.ints(1 + random.nextInt(40), 0, WORDS.size())
                        .mapToObj(WORDS::get)
                        .toList();
                texts.put("r" + i, String.join(" ", words));
            }
        }
        return texts;
    }

    private static void publish(String topic, Map<String, String> texts) throws IOException {
        Map<String, Object> properties = Map.of("bootstrap.servers", TestBroker.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < REVIEWS; i++) {
                byte[] key = ("r" + i).getBytes(StandardCharsets.UTF_8);
                byte[] value = i % UNREADABLE == 0
                        ? "no event".getBytes(StandardCharsets.UTF_8)
                        : JSON.writeValueAsBytes(Map.of("id", "r" + i, "text", texts.get("r" + i)));
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(topic, i % Deployment.PARTITIONS, PUBLISHED_AT, key, value);
                record.headers().add("source", "test".getBytes(StandardCharsets.UTF_8));
                producer.send(record);
            }
        }
    }
}
