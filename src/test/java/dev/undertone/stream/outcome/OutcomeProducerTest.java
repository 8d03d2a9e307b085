// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
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
}
