// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.batch.FlushReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommitPolicyTest {
    private final CommitPolicy pace = new CommitPolicy(millis(0));

    @Test
    void shouldCommitBehindEachBatchThatDidNotFillWhereReadersWait() {
        assertThat(pace.wantsCommit(FlushReason.LINGER, true, millis(22))).isTrue();
        pace.commits(millis(22));
        assertThat(pace.wantsCommit(FlushReason.LINGER, true, millis(44))).isTrue();
    }

    @Test
    void shouldCommitAHundredTimesASecondAtMost() {
        // Given
        pace.commits(millis(30));

        // Then
        assertThat(pace.wantsCommit(FlushReason.LINGER, true, millis(39))).isFalse();
        assertThat(pace.wantsCommit(FlushReason.LINGER, true, millis(40))).isTrue();
    }

    @Test
    void shouldCommitNowAndThenBehindFullBatches() {
        assertThat(pace.wantsCommit(FlushReason.TOKENS, true, millis(399))).isFalse();
        assertThat(pace.wantsCommit(FlushReason.TOKENS, true, millis(400))).isTrue();
    }

    @Test
    void shouldCommitNowAndThenWhereReadersDoNotWait() {
        assertThat(pace.wantsCommit(FlushReason.LINGER, false, millis(399))).isFalse();
        assertThat(pace.wantsCommit(FlushReason.LINGER, false, millis(400))).isTrue();
    }

    @Test
    void shouldTellWhatNoBatchTakesAlongWithinTheSameTime() {
        // Given
        pace.commits(millis(30));

        // Then
        assertThat(pace.isOverdue(millis(429))).isFalse();
        assertThat(pace.isOverdue(millis(430))).isTrue();
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
