// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.event.shape.EventFields;
import dev.undertone.event.shape.FieldExpression;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewLineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "{\"id\":\"r-1\",\"text\":\"x\"}|r-1",
                "{\"text\":\"x\",\"id\":17}|17",
                "{\"id\":null,\"text\":\"x\"}|none",
                "{\"id\":{\"a\":1},\"text\":\"x\"}|none",
                "{\"text\":\"x\"}|none",
                "[{\"id\":\"r-1\"}]|none",
                "\"r-1\"|none",
                "{\"id\":\"r-1\",|none",
                "no JSON|none"
            })
    void shouldKeyAnEventByItsId(String line, String key) {
        // When
        ReviewLine review = ReviewLine.json(utf8(line), FieldExpression.parse("id"));

        // Then
        assertThat(review.key()).isEqualTo(Optional.ofNullable(key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"id\": \"r-1\",  \"text\":\"x\" }", "no JSON", "", "null", "{\"id\":\"\u00e9\"} trailing"})
    void shouldPublishAnEventByteForByte(String line) {
        // When
        ReviewLine review = ReviewLine.json(utf8(line), FieldExpression.parse("id"));

        // Then
        assertThat(review.value()).isEqualTo(utf8(line));
    }

    @Test
    void shouldPublishWhatIsNoTextByteForByte() {
        // Given
        byte[] bytes = {'{', (byte) 0xff, 0, (byte) 0xc3};

        // When
        ReviewLine review = ReviewLine.json(bytes, FieldExpression.parse("id"));

        // Then
        assertThat(review.value()).isEqualTo(bytes);
        assertThat(review.key()).isEmpty();
    }

    @Test
    void shouldMakeAnEventOfAText() {
        // When
        ReviewLine review = ReviewLine.text("say \"good\"\t😀", "file-3", EventFields.defaults());

        // Then
        assertThat(text(review)).isEqualTo("{\"id\":\"file-3\",\"text\":\"say \\\"good\\\"\\t😀\"}");
        assertThat(review.key()).contains("file-3");
    }

    @Test
    void shouldNameTheFieldsOfAnEventAsTheScorerReadsThem() {
        // When
        ReviewLine review = ReviewLine.text("so good", "file-3", new EventFields("body|text", "key", List.of()));

        // Then
        assertThat(text(review)).isEqualTo("{\"key\":\"file-3\",\"body\":\"so good\"}");
        assertThat(review.key()).contains("file-3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id_str\":\"17\",\"id\":18}|17",
                "{\"id_str\":null,\"id\":18}|18",
                "{\"id\":18}|18",
            })
    void shouldKeyAnEventByTheFirstFieldThatHasAnId(String line, String key) {
        // When
        ReviewLine review = ReviewLine.json(utf8(line), FieldExpression.parse("id_str|id"));

        // Then
        assertThat(review.key()).contains(key);
    }

    private static String text(ReviewLine review) {
        return new String(review.value(), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
