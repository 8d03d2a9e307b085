// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.batch.FlushReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The decision on exactly once says how often a thread commits; it is the only document that does. */
class DocumentedCommitsTest {
    private static final Path DECISION = Path.of("docs", "decisions", "0002-exactly-once-by-default.md");

    @Test
    void shouldBeAsOftenAsTheCodeCommits() throws IOException {
        // Given
        String decision = Files.readString(DECISION).replaceAll("\\s+", " ");
        CommitPolicy pace = new CommitPolicy(0);

        // When
        long mostASecond = number(decision, "no more than (\\d+) times a second");
        long otherwise = number(decision, "every (\\d+) ms where batches fill");
        long overdue = number(decision, "is committed within (\\d+) ms too");

        // Then
        assertThat(firstMillis(at -> pace.wantsCommit(FlushReason.LINGER, true, at)))
                .isEqualTo(1000 / mostASecond);
        assertThat(firstMillis(at -> pace.wantsCommit(FlushReason.SIZE, true, at)))
                .isEqualTo(otherwise);
        assertThat(firstMillis(pace::isOverdue)).isEqualTo(overdue);
    }

    private static long firstMillis(LongPredicate wants) {
        for (long millis = 0; millis < 10_000; millis++) {
            if (wants.test(Duration.ofMillis(millis).toNanos())) {
                return millis;
            }
        }
        throw new AssertionError("never");
    }

    private static long number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
