// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private long now;

    @Test
    void shouldPrintALineAtMostEveryTenSecondsAndOneAtTheEnd() {
        // Given
        Progress progress = plain(1_000);

        // When
        for (int second = 0; second < 25; second++) {
            now += TimeUnit.SECONDS.toNanos(1);
            progress.step(20);
        }
        progress.close();
        progress.close();

        // Then
        assertThat(lines())
                .containsExactly(
                        "scoring: 200 of 1,000 (20 %), 20/s, 40 s left",
                        "scoring: 400 of 1,000 (40 %), 20/s, 30 s left", "scoring: 500 of 1,000 (50 %), 20/s in 25 s");
    }

    @Test
    void shouldLeaveOutShareAndTimeLeftWhereTheTotalIsUnknown() {
        // Given
        Progress progress = plain(-1);

        // When
        now += TimeUnit.SECONDS.toNanos(100);
        progress.step(200);

        // Then
        assertThat(lines()).containsExactly("scoring: 200, 2/s in 1 min 40 s");
    }

    @Test
    void shouldKeepNotesOnLinesOfTheirOwnBesideABar() {
        // Given
        Progress progress = new Progress("scoring", 10, stream(), true, System::nanoTime);

        // When
        progress.step(10);
        progress.note("halfway");
        progress.close();

        // Then
        assertThat(text()).contains("halfway" + System.lineSeparator()).contains("100%");
    }

    private Progress plain(long total) {
        return new Progress("scoring", total, stream(), false, () -> now);
    }

    private PrintStream stream() {
        return new PrintStream(printed, true, StandardCharsets.UTF_8);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private String[] lines() {
        return text().split(System.lineSeparator());
    }
}
