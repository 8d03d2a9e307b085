// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.kafka.OutputTimestamp;
import dev.undertone.kafka.TopicPartitionOffset;
import dev.undertone.kafka.Topics;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private static final Refusals.Attempt ATTEMPT =
            new Refusals.Attempt(new TopicPartitionOffset("reviews", 0, 7), "scored-reviews");

    @Test
    void shouldCountWhatATopicRefusedOfOneRecord() {
        Refusals refusals = new Refusals();
        assertThat(refusals.of(ATTEMPT).times()).isZero();

        refusals.remember(ATTEMPT, new RecordTooLargeException("1"));
        refusals.remember(ATTEMPT, new InvalidRecordException("2"));

        assertThat(refusals.of(ATTEMPT)).isEqualTo(new Refusals.Refusal(2, "InvalidRecordException"));
        assertThat(refusals.of(new Refusals.Attempt(ATTEMPT.origin(), "rejected-reviews"))
                        .times())
                .isZero();
        assertThat(refusals.of(new Refusals.Attempt(new TopicPartitionOffset("reviews", 1, 7), "scored-reviews"))
                        .times())
                .isZero();
    }

    @Test
    void shouldTellARefusalFromFailuresThatPass() {
        assertThat(Refusals.isBehind(new RecordTooLargeException("large"))).isTrue();
        assertThat(Refusals.isBehind(new KafkaException("in an error state", new InvalidRecordException("no key"))))
                .isTrue();
        assertThat(Refusals.isBehind(new KafkaException("it was part of a batch which had an invalid record")))
                .isTrue();
        assertThat(Refusals.isBehind(new TimeoutException("slow"))).isFalse();
        assertThat(Refusals.isBehind(new TransactionAbortedException("part of a batch")))
                .isFalse();
        assertThat(Refusals.isBehind(null)).isFalse();
    }

    @Test
    void shouldReadTheSettingsAnewOnceAfterARefusal() {
        OutputTopics topics =
                OutputTopics.of(new Topics("reviews", "scored-reviews", "rejected-reviews"), OutputTimestamp.INPUT);
        AtomicInteger reads = new AtomicInteger();
        topics.readBy(reads::incrementAndGet);
        OutputTopics.Scores scores = topics.scoresOf("reviews");
        scores.rules();
        assertThat(reads).hasValue(0);

        topics.refused(ATTEMPT, new RecordTooLargeException("large"));
        scores.rules();
        topics.letters();

        assertThat(reads).hasValue(1);
    }
}
