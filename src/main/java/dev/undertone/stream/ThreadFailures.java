// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import dev.undertone.registry.RegistryException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;

/**
 * Tells failures that cost a stream thread from those that cost the service. Kafka itself calls most of the former
 * retriable; a missing topic it does not, although a broker that has just started answers for a moment as if it had
 * none. So that one passes for as long as a task may stall ({@code task.timeout.ms}), counted from the first time since
 * all threads ran. Where a topic that a pattern matched is deleted, Streams 4.3.1 still asks its consumer how far it
 * has come there, which ends the thread (since KAFKA-19775); the next one knows nothing of that topic. Safe for use by
 * many threads.
 */
final class ThreadFailures {
    private final long patienceNanos;
    private final LongSupplier nanoClock;
    private long missingSince;
    private boolean missing;

    /** @param patience how long the input topic may be missing */
    ThreadFailures(Duration patience, LongSupplier nanoClock) {
        this.patienceNanos = patience.toNanos();
        this.nanoClock = nanoClock;
    }

    /** Whether a new thread may do better. */
    boolean passes(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            // A broker that was away for longer than a transaction may last has given it up; the next one is as good.
            if (cause instanceof RetriableException
                    || cause instanceof InvalidTxnStateException
                    || cause instanceof RegistryException
                    || isOfAPartitionThatIsGone(cause)) {
                return true;
            }
            if (cause instanceof MissingSourceTopicException) {
                return mayStillCome();
            }
        }
        return false;
    }

    /** What is behind it all, in a line. */
    static String root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root).lines().findFirst().orElse("");
    }

    /** To be told whenever all threads run. */
    synchronized void allRun() {
        missing = false;
    }

    /** Kafka has no class for it. */
    private static boolean isOfAPartitionThatIsGone(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return cause instanceof IllegalStateException
                && (message.contains("partitions assigned to this consumer")
                        || message.startsWith("No current assignment for partition"));
    }

    private synchronized boolean mayStillCome() {
        long now = nanoClock.getAsLong();
        if (!missing) {
            missing = true;
            missingSince = now;
        }
        return now - missingSince < patienceNanos;
    }
}
