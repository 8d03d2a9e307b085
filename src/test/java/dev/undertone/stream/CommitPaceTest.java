// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.batch.LeaveReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private final CommitPace pace = new CommitPace(Duration.ofMillis(20), millis(0));

    @Test
    void shouldCommitBehindEachBatchThatLeavesALingerAfterTheOneBefore() {
        pace.batchLeaves(millis(22));
        assertThat(pace.wantsCommit(LeaveReason.LINGER, true, millis(30))).isTrue();
        pace.commits(millis(30));
        pace.batchLeaves(millis(44));
        assertThat(pace.wantsCommit(LeaveReason.LINGER, true, millis(50))).isTrue();
    }

    @Test
    void shouldLeaveACommitOutWhereTheLastMadeTheBatchLate() {
        // Given
        pace.batchLeaves(millis(22));
        pace.commits(millis(34));

        // When
        pace.batchLeaves(millis(52));

        // Then
        assertThat(pace.wantsCommit(LeaveReason.LINGER, true, millis(64))).isFalse();
    }

    @Test
    void shouldCommitBehindALateBatchOnceTheLastCommitIsLongAgo() {
        // Given
        pace.commits(millis(34));

        // When
        pace.batchLeaves(millis(52));

        // Then
        assertThat(pace.wantsCommit(LeaveReason.LINGER, true, millis(73))).isFalse();
        assertThat(pace.wantsCommit(LeaveReason.LINGER, true, millis(74))).isTrue();
    }

    @Test
    void shouldCommitNowAndThenBehindFullBatches() {
        pace.batchLeaves(millis(20));
        assertThat(pace.wantsCommit(LeaveReason.TOKENS, true, millis(399))).isFalse();
        assertThat(pace.wantsCommit(LeaveReason.TOKENS, true, millis(400))).isTrue();
    }

    @Test
    void shouldCommitNowAndThenWhereReadersDoNotWait() {
        pace.batchLeaves(millis(20));
        assertThat(pace.wantsCommit(LeaveReason.LINGER, false, millis(399))).isFalse();
        assertThat(pace.wantsCommit(LeaveReason.LINGER, false, millis(400))).isTrue();
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
