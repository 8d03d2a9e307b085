// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class RepeatFilterTest {
    private final Logger logger = new LoggerContext().getLogger("some.Client");
    private final RepeatFilter filter = new RepeatFilter();

    @Test
    void shouldLetTheFirstOfLikeWarningsThroughAtOnce() {
        assertThat(passes(warning("node {} is away", 1, Duration.ZERO))).isTrue();
        assertThat(passes(warning("node {} is away", 2, Duration.ofSeconds(59))))
                .isFalse();
        assertThat(passes(warning("disk {} is full", 1, Duration.ofSeconds(59))))
                .isTrue();
    }

    @Test
    void shouldSayAfterAMinuteHowManyWereLeftOut() {
        // Given
        IntStream.range(0, 8).forEach(i -> passes(warning("node {} is away", i, Duration.ofSeconds(i))));

        // When
        LoggingEvent next = warning("node {} is away", 9, Duration.ofSeconds(60));

        // Then
        assertThat(passes(next)).isTrue();
        assertThat(next.getKeyValuePairs()).isEqualTo(List.of(new KeyValuePair("repeated", 7L)));
    }

    @Test
    void shouldTakeTheSameWordsOfOthersForTheSame() {
        assertThat(passes(
                        warning("[Consumer clientId=a-1-consumer, groupId=a] Node {} disconnected", 1, Duration.ZERO)))
                .isTrue();
        assertThat(passes(warning("[Producer clientId=a-1-producer] Node {} disconnected", 1, Duration.ZERO)))
                .isFalse();
        assertThat(passes(warning("stream-thread [a-1] task [0_1] Timed out after 10 ms", 1, Duration.ZERO)))
                .isTrue();
        assertThat(passes(warning("stream-thread [a-2] task [0_4] Timed out after 12 ms", 1, Duration.ZERO)))
                .isFalse();
        assertThat(passes(warning("stream-thread [a-2] Lost", 1, Duration.ZERO)))
                .isTrue();
    }

    @Test
    void shouldLeaveOrdinaryLinesAlone() {
        // When
        LoggingEvent second = new LoggingEvent("", logger, Level.INFO, "Ready", null, null);

        // Then
        assertThat(passes(new LoggingEvent("", logger, Level.INFO, "Ready", null, null)))
                .isTrue();
        assertThat(passes(second)).isTrue();
    }

    private boolean passes(LoggingEvent event) {
        return filter.decide(event) != FilterReply.DENY;
    }

    private LoggingEvent warning(String words, int argument, Duration at) {
        LoggingEvent event = new LoggingEvent("", logger, Level.WARN, words, null, new Object[] {argument});
        event.setTimeStamp(at.toMillis());
        return event;
    }
}
