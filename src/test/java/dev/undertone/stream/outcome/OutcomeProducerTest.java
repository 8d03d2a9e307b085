// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.kafka.OutputTimestamp;
import dev.undertone.kafka.ProducerLimits;
import dev.undertone.kafka.TopicRules;
import dev.undertone.kafka.Topics;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class OutcomeProducerTest {
    @Test
    void shouldMakeNoBatchThatATopicRefusesForItsSize() {
        assertThat(OutcomeProducer.withBatchesUpTo(20_000, Map.of("batch.size", 262_144)))
                .containsEntry("batch.size", 20_000);
        assertThat(OutcomeProducer.withBatchesUpTo(20_000, Map.of("batch.size", "10000")))
                .containsEntry("batch.size", 10_000);
        assertThat(OutcomeProducer.withBatchesUpTo(20_000, Map.of("acks", "all")))
                .containsExactly(Map.entry("acks", "all"));
    }

    @Test
    void shouldMakeSmallBatchesWhereATopicsLimitIsNotKnown() {
        // Given
        OutputTopics outputs =
                OutputTopics.of(new Topics("reviews", "scored-reviews", "rejected-reviews"), OutputTimestamp.INPUT);
        assertThat(outputs.mostBatchBytes()).isEqualTo(16_384);

        // When
        outputs.updateLetters(rules("rejected-reviews", 1_000_000));
        assertThat(outputs.mostBatchBytes()).isEqualTo(16_384);
        outputs.updateScores(rules("scored-reviews", 60_000));

        // Then
        assertThat(outputs.mostBatchBytes()).isEqualTo(60_000);
    }

    private static TopicRules rules(String topic, long maxBytes) {
        return TopicRules.of(
                topic,
                Map.of("max.message.bytes", Long.toString(maxBytes)),
                new ProducerLimits(Compression.NONE, Long.MAX_VALUE));
    }

    @Test
    void shouldTellStreamsOfATransactionThatABrokerEnded() {
        KafkaException ended = new InvalidTxnStateException("not that state");

        assertThat(OutcomeProducer.forStreams(ended, false))
                .isInstanceOf(InvalidProducerEpochException.class)
                .hasCause(ended);
    }

    @Test
    void shouldTellStreamsOfARefusalAsOfBeingFenced() {
        KafkaException refused = new RecordTooLargeException("too large");

        assertThat(OutcomeProducer.forStreams(refused, true))
                .isInstanceOf(InvalidProducerEpochException.class)
                .hasCause(refused);
    }

    @Test
    void shouldHandOnAllOtherFailuresAsTheyAre() {
        KafkaException late = new TimeoutException("late");

        assertThat(OutcomeProducer.forStreams(late, false)).isSameAs(late);
    }

    /** Kafka's own words where the right to read is taken away within a transaction. */
    @Test
    void shouldNameTheTopicsOfACommitThatIsRefused() {
        // Given
        KafkaException refused = new KafkaException(
                "Unexpected error in TxnOffsetCommitResponse: " + Errors.TOPIC_AUTHORIZATION_FAILED.message());
        TopicPartition reviews = new TopicPartition("reviews", 0);

        // When
        KafkaException one = OutcomeProducer.withTopics(refused, Set.of(reviews, new TopicPartition("reviews", 1)));
        KafkaException several = OutcomeProducer.withTopics(refused, Set.of(reviews, new TopicPartition("apps", 0)));

        // Then
        assertThat(one)
                .isInstanceOfSatisfying(
                        TopicAuthorizationException.class,
                        named -> assertThat(named.unauthorizedTopics()).containsExactly("reviews"))
                .hasCause(refused);
        assertThat(several)
                .isInstanceOf(AuthorizationException.class)
                .hasMessage("READ on one of the topics apps, reviews")
                .hasCause(refused);
    }

    @Test
    void shouldLeaveARefusalThatNamesItsTopicsAsItIs() {
        KafkaException refused = new TopicAuthorizationException(Set.of("scored-reviews"));

        assertThat(OutcomeProducer.withTopics(refused, Set.of(new TopicPartition("reviews", 0))))
                .isSameAs(refused);
    }
}
