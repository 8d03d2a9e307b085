// SPDX-License-Identifier: Apache-2.0
package dev.undertone.redrive;

import static dev.undertone.deadletter.Letters.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.deadletter.DeadLetter;
import dev.undertone.deadletter.Letters;
import dev.undertone.deadletter.Position;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayLogTest {
    private static final Uuid ID = Uuid.randomUuid();

    private final ReplayLog receipts = new ReplayLog(ID, "reviews"::equals);

    @Test
    void shouldWriteAReceiptThatSaysWhichLetterWentWhere() {
        // Given
        DeadLetter letter = Letters.at(2, 70_000, new RecordHeaders().add(DeadLetter.ATTEMPTS, bytes("1")));

        // When
        ProducerRecord<byte[], byte[]> receipt = receipts.receipt("rejected-reviews", letter, "reviews");

        // Then
        assertThat(receipt.topic()).isEqualTo("rejected-reviews-redriven");
        assertThat(receipt.key()).isEqualTo(bytes(ID + "/2/70000/reviews"));
        assertThat(receipt.value()).isEqualTo(bytes("2"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 65_535, 65_536, 3_000_000_000L})
    void shouldHoldWhatItWasGivenAndNothingBesides(long offset) {
        // When
        receipts.add(bytes(ID + "/2/" + offset + "/reviews"));

        // Then
        assertThat(receipts.hold(new Position(2, offset))).isTrue();
        assertThat(receipts.hold(new Position(2, offset + 1))).isFalse();
        assertThat(receipts.hold(new Position(2, offset + 65_536))).isFalse();
        assertThat(receipts.hold(new Position(1, offset))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ID",
                "ID/",
                "ID/2",
                "ID/2/7",
                "ID/2/7/",
                "ID/2/7/orders",
                "ID/2/seven/reviews",
                "ID/reviews",
                "no/2/7/reviews"
            })
    void shouldPassOverWhatIsNoReceiptOfItsOwn(String key) {
        // When
        receipts.add(bytes(key.replace("ID", ID.toString())));
        receipts.add(null);

        // Then
        assertThat(receipts.hold(new Position(2, 7))).isFalse();
    }
}
