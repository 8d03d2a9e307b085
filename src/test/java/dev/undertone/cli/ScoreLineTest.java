// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.undertone.review.Label;
import dev.undertone.review.ModelId;
import dev.undertone.review.Outcome;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Rejected;
import dev.undertone.review.Scored;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScoreLineTest {
    private static final ModelId MODEL = new ModelId("m", "1");

    @ParameterizedTest
    @MethodSource
    void shouldDrawTheOutcome(Outcome outcome, String line) {
        // When
        String drawn = ScoreLine.of(outcome, "so so");

        // Then
        assertThat(drawn).isEqualTo(line);
    }

    static List<Arguments> shouldDrawTheOutcome() {
        return List.of(
                argumentSet(
                        "positive",
                        new Scored(Label.POSITIVE, 0.9, 2, false, MODEL),
                        "positive           │████████   +0.80  so so"),
                argumentSet(
                        "all positive",
                        new Scored(Label.POSITIVE, 1, 2, false, MODEL),
                        "positive           │██████████ +1.00  so so"),
                argumentSet(
                        "negative",
                        new Scored(Label.NEGATIVE, 0.35, 2, false, MODEL),
                        "negative        ███│           -0.30  so so"),
                argumentSet(
                        "all negative",
                        new Scored(Label.NEGATIVE, 0, 2, false, MODEL),
                        "negative ██████████│           -1.00  so so"),
                argumentSet(
                        "neutral",
                        new Scored(Label.NEUTRAL, 0.5, 2, false, MODEL),
                        "neutral            │           +0.00  so so"),
                argumentSet(
                        "rejected",
                        new Rejected(RejectReason.EMPTY_TEXT, "no word"),
                        "rejected EMPTY_TEXT                  so so"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a<br />b<br>c<br/>d | a b c d", "'  a \n\t b  ' | a b", "1 < 2 | 1 < 2"})
    void shouldShowTheTextOnOneLine(String text, String shown) {
        // When
        String line = ScoreLine.scored("positive", 1, text);

        // Then
        assertThat(line).endsWith(" +1.00  " + shown);
    }

    @ParameterizedTest
    @CsvSource({"71, 71, ''", "72, 72, ''", "73, 71, …", "500, 71, …"})
    void shouldShowTheBeginningOfALongText(int length, int shown, String end) {
        // When
        String line = ScoreLine.scored("positive", 1, "x".repeat(length));

        // Then
        assertThat(line).endsWith(" +1.00  " + "x".repeat(shown) + end);
    }

    @Test
    void shouldNotCutAnEmojiInHalf() {
        // When
        String line = ScoreLine.scored("positive", 1, "x".repeat(70) + "😀😀");

        // Then
        assertThat(line).endsWith("  " + "x".repeat(70) + "…");
    }
}
