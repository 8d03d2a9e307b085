// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import static dev.undertone.event.EventDecoderTest.LIMIT;
import static dev.undertone.event.EventDecoderTest.nested;
import static dev.undertone.event.EventDecoderTest.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.event.shape.EventFields;
import dev.undertone.review.Label;
import dev.undertone.review.ModelId;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Rejected;
import dev.undertone.review.Scored;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The fields of an event that its scored event repeats. */
class EventDecoderCarryTest {
    static final EventDecoder CARRYING_ALL = new EventDecoder(new EventFields("text", "id", List.of("*")), LIMIT);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldCarryTheFieldsItIsToldTo() throws Exception {
        // Given
        EventDecoder carrying =
                new EventDecoder(new EventFields("text", "id", List.of("product", "stars", "gone")), LIMIT);

        // When
        Decoded decoded = carrying.decode(
                utf8(
                        "{\"stars\":4,\"other\":1,\"text\":\"x\",\"product\":{\"name\":\"a\",\"tags\":[1,null,{\"b\":true}]}}"));

        // Then
        Map<String, JsonNode> carried = new LinkedHashMap<>();
        carried.put("stars", JSON.readTree("4"));
        carried.put("product", JSON.readTree("{\"name\":\"a\",\"tags\":[1,null,{\"b\":true}]}"));
        assertThat(decoded).isEqualTo(new ReviewEvent(Optional.empty(), "x", carried));
    }

    @Test
    void shouldCarryTheWholeEventInItsOrder() {
        // Given
        String json = "{\"z\":1,\"text\":\"x\",\"a\":[],\"id\":\"7\",\"n\":null}";

        // When
        ReviewEvent decoded = (ReviewEvent) CARRYING_ALL.decode(utf8(json));

        // Then
        assertThat(decoded.carried().keySet()).containsExactly("z", "text", "a", "id", "n");
        assertThat(JSON.<JsonNode>valueToTree(decoded.carried())).hasToString(json);
    }

    @Test
    void shouldCarryNumbersToTheLastDigit() {
        // Given
        List<String> numbers =
                List.of("4.50", "3.14159265358979323846264338327950", "1E+400", "123456789012345678901234567890");

        // When
        List<BigDecimal> carried = numbers.stream()
                .map(number -> (ReviewEvent) CARRYING_ALL.decode(utf8("{\"text\":\"x\",\"n\":" + number + "}")))
                .map(event -> event.carried().get("n").decimalValue())
                .toList();

        // Then
        assertThat(carried).isEqualTo(numbers.stream().map(BigDecimal::new).toList());
    }

    @Test
    void shouldRejectACarriedNumberThatNothingHolds() {
        // When
        Decoded decoded = CARRYING_ALL.decode(utf8("{\"text\":\"x\",\"n\":1e99999999999}"));

        // Then
        assertThat(decoded)
                .isEqualTo(new Undecodable(
                        new Rejected(RejectReason.UNREADABLE, "the value holds a number that is too large")));
    }

    @Test
    void shouldReadNothingDeeperThanCanBeWritten() {
        // Given
        ScoredEventWriter writer = new ScoredEventWriter();
        List<Integer> written = new ArrayList<>();

        // When
        for (int depth : List.of(0, 1, 498, 499, 500, 501, 996, 997, 998, 999, 1_000)) {
            if (CARRYING_ALL.decode(utf8("{\"text\":\"x\",\"n\":" + nested(depth) + "}"))
                    instanceof ReviewEvent event) {
                writer.write(
                        "",
                        new Scored(Label.POSITIVE, 1, 1, false, new ModelId("m", "1")),
                        Instant.EPOCH,
                        event.carried());
                written.add(depth);
            }
        }

        // Then
        assertThat(written).containsExactly(0, 1, 498, 499);
    }

    @Test
    void shouldRefuseToCarryAllAndOneMore() {
        assertThatThrownBy(() -> new EventFields("text", "id", List.of("*", "stars")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'*' carries every field, so it stands alone, not in [*, stars]");
    }
}
