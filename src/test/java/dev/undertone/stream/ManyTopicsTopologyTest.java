// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import static dev.undertone.testing.Records.bytes;
import static dev.undertone.testing.Records.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.kafka.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyTopicsTopologyTest {
    private static final byte[] GOOD = bytes("{\"text\":\"good\"}");

    @TempDir
    private Path folder;

    @Test
    void shouldGiveEachNamedTopicASubTopologyOfItsOwn() {
        Topics topics = new Topics("a,b", "scored-{topic}", "dead");

        assertThat(ScoringTopology.of(topics, TestContext.of(topics, folder))
                        .describe()
                        .subtopologies())
                .hasSize(2);
    }

    @Test
    void shouldWriteTheScoresOfEachTopicToItsOwn() {
        Topics topics = new Topics("a,b", "scored-{topic}", "dead");
        try (TopologyTestDriver driver = driver(topics)) {
            // When
            pipe(driver, "a", GOOD);
            pipe(driver, "b", GOOD);
            pipe(driver, "b", bytes("no JSON"));

            // Then
            assertThat(read(driver, "scored-a")).singleElement().satisfies(scored -> {
                assertThat(text(scored.value())).startsWith("{\"id\":\"a-0-0\"");
                assertThat(scored.headers()).isEmpty();
            });
            assertThat(read(driver, "scored-b"))
                    .singleElement()
                    .satisfies(scored -> assertThat(text(scored.value())).startsWith("{\"id\":\"b-0-0\""));
            assertThat(read(driver, "dead"))
                    .singleElement()
                    .satisfies(letter ->
                            assertThat(header(letter, "__streams.errors.topic")).isEqualTo("b"));
        }
    }

    @Test
    void shouldNameTheTopicOfAReviewWhereAllScoresLieInOne() {
        Topics topics = new Topics("a,b", "scored", "dead");
        try (TopologyTestDriver driver = driver(topics)) {
            // Given: it says that it came from another one, as a score of another scorer does.
            RecordHeaders headers = new RecordHeaders();
            headers.add("undertone.source.topic", bytes("z")).add("mine", bytes("1"));

            // When
            pipe(driver, "a", GOOD);
            driver.createInputTopic("b", new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(new TestRecord<>(bytes("k"), GOOD, headers, Instant.EPOCH));
            pipe(driver, "b", null);

            // Then
            List<TestRecord<byte[], byte[]>> scored = read(driver, "scored");
            assertThat(scored)
                    .extracting(record -> header(record, "undertone.source.topic"))
                    .containsExactly("a", "b", "b");
            assertThat(scored.get(1).headers())
                    .extracting(Header::key)
                    .containsExactly("mine", "undertone.source.topic");
            assertThat(scored.get(2).value()).isNull();
        }
    }

    @Test
    void shouldWriteTheScoresOfAPatternByItsTemplate() {
        Topics topics = new Topics("reviews[.].*", "scored-{topic}", "dead");
        try (TopologyTestDriver driver = driver(topics)) {
            // When
            pipe(driver, "reviews.x", GOOD);
            pipe(driver, "reviews.y", GOOD);

            // Then
            assertThat(read(driver, "scored-reviews.x")).hasSize(1);
            assertThat(read(driver, "scored-reviews.y")).hasSize(1);
        }
    }

    @Test
    void shouldTellGapsOfEachTopicApart() throws InterruptedException {
        Topics topics = new Topics("reviews[.].*", "scored", "dead");
        ScoringContext stage = TestContext.of(topics, folder);
        try (TopologyTestDriver driver = new TopologyTestDriver(ScoringTopology.of(topics, stage), properties())) {
            // When: the driver counts the offsets of all topics of a pattern together.
            pipe(driver, "reviews.x", GOOD);
            pipe(driver, "reviews.y", GOOD);
            pipe(driver, "reviews.x", GOOD);

            // Then: the task, the first record of each, and what was passed over in one of them.
            assertThat(stage.gaps().next(0)).contains(new ReadGaps.Gap("", 0, -1, -1));
            assertThat(stage.gaps().next(0)).contains(new ReadGaps.Gap("reviews.x", 0, -1, 0));
            assertThat(stage.gaps().next(0)).contains(new ReadGaps.Gap("reviews.y", 0, -1, 1));
            assertThat(stage.gaps().next(0)).contains(new ReadGaps.Gap("reviews.x", 0, 1, 2));
            assertThat(stage.gaps().next(0)).isEmpty();
        }
    }

    private TopologyTestDriver driver(Topics topics) {
        return new TopologyTestDriver(ScoringTopology.of(topics, TestContext.of(topics, folder)), properties());
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
        return properties;
    }

    private static void pipe(TopologyTestDriver driver, String topic, byte[] value) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(bytes("k"), value);
    }

    private static List<TestRecord<byte[], byte[]>> read(TopologyTestDriver driver, String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private static String header(TestRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : text(header.value());
    }
}
