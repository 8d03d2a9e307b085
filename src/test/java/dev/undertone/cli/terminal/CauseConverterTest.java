// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class CauseConverterTest {
    private static final Throwable TIMEOUT =
            new IllegalStateException("outer", new IllegalArgumentException("no answer\nfrom anyone"));

    private final CauseConverter converter = new CauseConverter();

    CauseConverterTest() {
        converter.setOptionList(List.of("3"));
        converter.start();
    }

    @Test
    void shouldNameTheCauseInTheLineOfAKafkaClient() {
        assertThat(printed("org.apache.kafka.clients.NetworkClient", TIMEOUT))
                .isEqualTo(" (IllegalArgumentException: no answer)");
        assertThat(printed("org.apache.kafka.clients.NetworkClient", new IllegalStateException()))
                .isEqualTo(" (IllegalStateException)");
    }

    @Test
    void shouldBeginTheStackTraceOfAnybodyElseOnItsOwnLine() {
        assertThat(printed("dev.undertone.Main", TIMEOUT).lines())
                .startsWith("", "java.lang.IllegalStateException: outer")
                .hasSizeGreaterThan(3);
    }

    @Test
    void shouldAddNothingWhereNothingWasThrown() {
        assertThat(printed("org.apache.kafka.clients.NetworkClient", null)).isEmpty();
    }

    private String printed(String logger, Throwable thrown) {
        return converter.convert(
                new LoggingEvent("", new LoggerContext().getLogger(logger), Level.WARN, "words", thrown, null));
    }
}
