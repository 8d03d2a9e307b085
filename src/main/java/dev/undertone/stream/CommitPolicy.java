// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import dev.undertone.batch.FlushReason;
import java.time.Duration;

/**
 * When a stream thread asks for a commit. Just after a batch has left is a good time: hardly a review waits, and a
 * commit that is due by itself would tear the next batch.
 *
 * <p>Readers of committed records wait for it, so the thread commits behind each batch that did not fill,
 * {@value #MOST_A_SECOND} times a second at most. Where commits take the time that batches need, the batches grow, and
 * commits become fewer by themselves. Behind full batches, or where readers do not wait, a commit now and then will do;
 * what no batch takes along then is overdue after the same time.
 *
 * <p>Times are nanoseconds of any one clock and are passed in. Confined to one thread.
 */
final class CommitPolicy {
    private static final long MOST_A_SECOND = 100;
    private static final long WHILE_READERS_WAIT = Duration.ofSeconds(1).toNanos() / MOST_A_SECOND;
    private static final long OTHERWISE = Duration.ofMillis(400).toNanos();

    private long committedAt;

    CommitPolicy(long now) {
        this.committedAt = now;
    }

    /** Notes that a commit is under way. */
    void commits(long now) {
        committedAt = now;
    }

    /** Whether a commit is worth its while, just after a batch has left for that reason. */
    boolean wantsCommit(FlushReason reason, boolean readersWait, long now) {
        boolean inHaste = reason == FlushReason.LINGER && readersWait;
        return isOverdue(now) || (inHaste && now - committedAt >= WHILE_READERS_WAIT);
    }

    /**
     * Whether what was forwarded since the last commit has waited for long enough, should no batch be about to take
     * it along.
     */
    boolean isOverdue(long now) {
        return now - committedAt >= OTHERWISE;
    }
}
