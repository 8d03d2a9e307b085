// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
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
