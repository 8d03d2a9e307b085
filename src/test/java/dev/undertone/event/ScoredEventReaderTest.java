// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import static dev.undertone.testing.Records.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.undertone.review.Label;
import dev.undertone.review.ModelId;
import dev.undertone.review.Scored;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoredEventReaderTest {
    private final ScoredEventReader reader = new ScoredEventReader(List.of("productId", "shop"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'productId':'a'}                  | a",
                "{'x':[{'productId':'b'}],'productId':'a','y':{'shop':1}} | a",
                "{'productId':17}                   | 17",
                "{'productId':17.50}                | 17.50",
                "{'productId':true}                 | true",
                "{'productId':''}                   | ''",
                "{'productId':'b','productId':'a'}  | a",
                "{'productId':null}                 |",
                "{'productId':['a']}                |",
                "{'productId':'b','productId':null} |",
                "[{'productId':'a'}]                |",
                "null                               |"
            })
    void shouldTakeFieldsThatAreTextsNumbersOrTruthValues(String review, String expected) {
        // When
        Optional<ScoredEvent> event = reader.read(
                bytes("{\"review\":" + review.replace('\'', '"') + ",\"label\":\"neutral\",\"score\":-0.5}"));

        // Then
        assertThat(event.orElseThrow().fields().get("productId")).isEqualTo(expected);
        assertThat(event.get().score()).isEqualTo(-0.5);
        assertThat(event.get().label()).isEqualTo(Label.NEUTRAL);
        assertThat(event.get().fields()).doesNotContainKey("shop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{\"label\":\"positive\"}",
                "{\"score\":0.5}",
                "{\"label\":\"POSITIVE\",\"score\":0.5}",
                "{\"label\":\"positive\",\"score\":\"0.5\"}",
                "{\"label\":\"positive\",\"score\":1.0001}",
                "{\"label\":[\"positive\"],\"score\":1}",
                "{\"label\":\"positive\",\"score\":0.5"
            })
    void shouldReadNothingFromWhatIsNoScoredEvent(String value) {
        assertThat(reader.read(bytes(value))).isEmpty();
    }

    @Test
    void shouldReadWhatTheScorerWrites() {
        // Given
        Scored scored =
                new Scored(Label.NEGATIVE, 0.0123456789, Optional.empty(), 42, 3, true, new ModelId("model", "1"));
        byte[] written = new ScoredEventWriter()
                .write("r-1", scored, Instant.EPOCH, Map.of("productId", new TextNode("ä"), "shop", new IntNode(3)));

        // When
        ScoredEvent event = reader.read(written).orElseThrow();

        // Then
        assertThat(event)
                .isEqualTo(new ScoredEvent(
                        Optional.of("r-1"), Label.NEGATIVE, -0.975309, Map.of("productId", "ä", "shop", "3")));
    }
}
