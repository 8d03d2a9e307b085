// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import dev.undertone.batch.LeaveReason;
import java.time.Duration;

/**
 * When a stream thread asks for a commit. Just after a batch has left is a good time: hardly a review waits, and a commit that is
 * due by itself would tear the next batch.
 *
 * <p>Readers of committed records wait for it, so behind a batch that did not fill the thread commits at once, as long as it keeps up
 * with that: the batch left about a linger after the one before it. Where the commits come to take the time that batches need, the
 * next is late, and one commit in {@value #MILLIS_WHILE_READERS_WAIT} ms has to do. Behind full batches, or where readers do not
 * wait, a commit now and then will do.
 *
 * <p>Times are nanoseconds of any one clock and are passed in. Confined to one thread.
 */
final class CommitPace {
    private static final long MILLIS = 400;
    private static final long MILLIS_WHILE_READERS_WAIT = 40;
    private static final double ABOUT = 1.25;

    private final long linger;
    private long committedAt;
    private long leftAt;
    private boolean keepsUp;

    CommitPace(Duration linger, long now) {
        this.linger = linger.toNanos();
        this.committedAt = now;
        this.leftAt = now;
    }

    /** Notes that a batch leaves. */
    void batchLeaves(long now) {
        keepsUp = now - leftAt <= ABOUT * linger;
        leftAt = now;
    }

    /** Notes that a commit is under way. */
    void commits(long now) {
        committedAt = now;
    }

    /** Whether a commit is worth its while, just after a batch has left for that reason. */
    boolean wantsCommit(LeaveReason reason, boolean readersWait, long now) {
        long since = now - committedAt;
        if (reason == LeaveReason.LINGER && readersWait) {
            return keepsUp || since >= nanos(MILLIS_WHILE_READERS_WAIT);
        }
        return since >= nanos(MILLIS);
    }

    private static long nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
