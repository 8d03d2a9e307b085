// SPDX-License-Identifier: Apache-2.0
package dev.undertone.redrive;

import static dev.undertone.deadletter.Letters.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.deadletter.DeadLetter;
import dev.undertone.deadletter.Letters;
import dev.undertone.deadletter.Position;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ReasonSummaryTest {
    @Test
    void shouldAddUpTheLettersOfAReason() {
        // Given
        ReasonSummary replayed =
                ReasonSummary.of(Letters.at(0, 1, spring(2_000).add(DeadLetter.ATTEMPTS, bytes("1"))), true);
        ReasonSummary open = ReasonSummary.of(Letters.at(0, 2, spring(1_000)), false);
        ReasonSummary cameBack =
                ReasonSummary.of(Letters.at(0, 3, spring(3_000).add(DeadLetter.ATTEMPTS, bytes("1"))), false);

        // When
        ReasonSummary summary = replayed.plus(open).plus(cameBack);

        // Then
        assertThat(summary)
                .isEqualTo(new ReasonSummary(
                        "org.example.OrderException",
                        3,
                        2,
                        1,
                        Instant.ofEpochMilli(1_000),
                        Instant.ofEpochMilli(3_000),
                        new Position(0, 2)));
    }

    private static Headers spring(long timestamp) {
        return new RecordHeaders()
                .add("kafka_dlt-exception-fqcn", bytes("org.example.OrderException"))
                .add("kafka_dlt-original-timestamp", bytes(timestamp));
    }
}
