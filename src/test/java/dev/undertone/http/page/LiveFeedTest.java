// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveFeedTest {
    private final LiveFeed feed = new LiveFeed("x");

    @Test
    void shouldGiveWhatCameAfterANumberInItsOrder() {
        // Given
        feed.add(LiveFeed.Kind.REVIEW, "{\"a\":1}");
        feed.add(LiveFeed.Kind.FIGURES, "{\"b\":2}");
        feed.add(LiveFeed.Kind.REVIEW, "{\"c\":3}");

        // Then
        assertThat(text(feed.after(0)))
                .isEqualTo("id: x-1\nevent: review\ndata: {\"a\":1}\n\n"
                        + "id: x-2\nevent: figures\ndata: {\"b\":2}\n\n"
                        + "id: x-3\nevent: review\ndata: {\"c\":3}\n\n");
        assertThat(text(feed.after(2))).isEqualTo("id: x-3\nevent: review\ndata: {\"c\":3}\n\n");
        assertThat(feed.after(3)).isEmpty();
        assertThat(feed.after(99)).isEmpty();
    }

    @Test
    void shouldKeepSoManyOfEachKindAndNoMore() {
        // When
        for (int i = 0; i < 10_000; i++) {
            feed.add(LiveFeed.Kind.REVIEW, "{}");
        }
        feed.add(LiveFeed.Kind.REJECTED, "{}");

        // Then
        List<LiveFeed.Frame> kept = feed.after(0);
        assertThat(kept).hasSize(201);
        assertThat(kept.get(0).number()).isEqualTo(9_801);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"x-7, 7", "y-7, 0", "x-, 0", "x-seven, 0", "'', 0", "null, 0", "x-99999999999999999999, 0"})
    void shouldKnowItsOwnIdsOnly(String id, long number) {
        assertThat(feed.numberIn(id)).isEqualTo(number);
    }

    private static String text(List<LiveFeed.Frame> frames) {
        return frames.stream()
                .map(frame -> new String(frame.bytes(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }
}
