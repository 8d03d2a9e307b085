// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import static dev.undertone.testing.Records.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.batch.FlushReason;
import dev.undertone.score.ScoringMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The canary for upgrades of Kafka Streams: the guarantee rests on an interface that is internal to it. */
class CommitHookTest {
    @TempDir
    private Path folder;

    @Test
    void shouldForwardWhatWaitsBeforeEveryCommit() {
        // Given a batch that neither fills nor comes due; the test driver prepares a commit after every record
        List<FlushReason> reasons = new ArrayList<>();
        ScoringMetrics recording = new ScoringMetrics() {
            @Override
            public void batchScored(FlushReason reason, int reviews, long tokens, long paddedTokens, Duration took) {
                reasons.add(reason);
            }
        };
        ScoringContext stage = TestContext.of(folder, 64, Duration.ofHours(1), recording);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
        try (TopologyTestDriver driver =
                new TopologyTestDriver(ScoringTopology.of(TestContext.TOPICS, stage), properties)) {
            // When
            driver.createInputTopic("reviews", new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(null, bytes("{\"text\":\"good\"}"));

            // Then
            assertThat(driver.createOutputTopic(
                                    "scored-reviews", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                            .getQueueSize())
                    .as(
                            "Kafka Streams no longer calls CachedStateStore.flushCache before it takes the offsets of a commit:"
                                    + " reviews that wait for their batch would be lost. See docs/decisions/0001.")
                    .isEqualTo(1);
            assertThat(reasons).containsExactly(FlushReason.COMMIT);
        }
    }
}
