// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.event.EventDecoder;
import dev.undertone.event.ReviewEvent;
import dev.undertone.event.shape.EventFields;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import dev.undertone.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyntheticReviewsTest {
    private static final Vocabulary WORDS = Vocabulary.of(IntStream.range(0, 26 * 26)
            .mapToObj(i -> "" + (char) ('a' + i / 26) + (char) ('a' + i % 26))
            .toList());

    @ParameterizedTest
    @EnumSource(LengthDistribution.class)
    void shouldMakeEventsOfTheLengthsAndWordsItSays(LengthDistribution lengths) {
        // Given
        EventDecoder decoder = new EventDecoder(EventFields.defaults(), Integer.MAX_VALUE);
        ReviewEncoder encoder = new ReviewEncoder(WORDS, 5_000);
        Iterator<byte[]> events = new SyntheticReviews(WORDS, lengths, 1).iterator();

        // When
        List<Integer> tokens = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            ReviewEvent event = (ReviewEvent) decoder.decode(events.next());
            TokenIds ids = encoder.encode(event.text());
            assertThat(event.id()).contains("r" + i);
            assertThat(IntStream.range(0, ids.length()).map(ids::id)).allMatch(id -> id != Vocabulary.UNKNOWN);
            tokens.add(ids.length());
        }

        // Then
        int median = tokens.stream().sorted().toList().get(2_000);
        double described = Double.parseDouble(lengths.description().replaceAll(".*median (\\d+).*", "$1"));
        assertThat((double) median).isBetween(described * 0.9, described * 1.1);
    }

    @Test
    void shouldMakeTheSameAgain() {
        // Given
        SyntheticReviews reviews = new SyntheticReviews(WORDS, LengthDistribution.TWEETS, 7);
        Iterator<byte[]> first = reviews.iterator();
        Iterator<byte[]> second = reviews.iterator();
        Iterator<byte[]> other = new SyntheticReviews(WORDS, LengthDistribution.TWEETS, 8).iterator();

        // When
        byte[] event = first.next();

        // Then
        assertThat(second.next()).isEqualTo(event);
        assertThat(Arrays.equals(other.next(), event)).isFalse();
    }

    @Test
    void shouldNeedAWord() {
        SyntheticReviews reviews = new SyntheticReviews(Vocabulary.of(List.of("é")), LengthDistribution.APP, 1);
        assertThatThrownBy(reviews::iterator)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the model's vocabulary has no word of the letters a to z");
    }
}
