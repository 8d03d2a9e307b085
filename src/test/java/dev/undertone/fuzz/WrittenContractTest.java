// SPDX-License-Identifier: Apache-2.0
package dev.undertone.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undertone.deadletter.DeadLetterHeaders;
import dev.undertone.event.ScoredEventWriter;
import dev.undertone.kafka.TopicPartitionOffset;
import dev.undertone.review.Label;
import dev.undertone.review.ModelId;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Rejected;
import dev.undertone.review.Scored;
import dev.undertone.testing.Records;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class WrittenContractTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final WrittenContract contract = new WrittenContract();

    @Test
    void shouldFindFaultWithAScoreThatIsNone() throws IOException {
        // Given
        byte[] written = new ScoredEventWriter()
                .write("a", new Scored(Label.POSITIVE, 1, 1, false, new ModelId("m", "1")), Instant.EPOCH, Map.of());
        ObjectNode event = (ObjectNode) JSON.readTree(written);

        // Then
        assertThat(contract.faultsOfScore(written)).isEmpty();
        assertThat(contract.faultsOfScore(Records.bytes("{"))).hasSize(1);
        assertThat(contract.faultsOfScore(changed(event, "tokens", "0"))).hasSize(1);
        assertThat(contract.faultsOfScore(changed(event, "scoredAt", "\"today\"")))
                .hasSize(1);
        assertThat(contract.faultsOfScore(changed(event, "mood", "1"))).containsExactly("mood is not in the schema");
    }

    @Test
    void shouldFindFaultWithALetterThatIsNone() {
        assertThat(contract.faultsOfLetter(letter())).isEmpty();
        assertThat(contract.faultsOfLetter(letter().add("trace", null))).isEmpty();
        assertThat(contract.faultsOfLetter(letter().remove("undertone.reason"))).hasSize(1);
        assertThat(contract.faultsOfLetter(letter().add("undertone.value.bytes", null)))
                .hasSize(1);
        assertThat(contract.faultsOfLetter(letter().add("undertone.value.sha256", Records.bytes("00"))))
                .hasSize(1);
        assertThat(contract.faultsOfLetter(letter().add("undertone.mood", Records.bytes("1"))))
                .containsExactly("undertone.mood is not in the schema");
        assertThat(contract.faultsOfLetter(letter().add("undertone.reason", Records.bytes("REFUSED"))))
                .containsExactly("the header undertone.reason is there twice");
    }

    private static Headers letter() {
        return DeadLetterHeaders.headers(
                new RecordHeaders(),
                new TopicPartitionOffset("reviews", 0, 7),
                new Rejected(RejectReason.UNREADABLE, "why"));
    }

    private static byte[] changed(ObjectNode event, String field, String value) throws IOException {
        ObjectNode changed = event.deepCopy();
        changed.set(field, JSON.readTree(value));
        return Records.bytes(changed.toString());
    }
}
