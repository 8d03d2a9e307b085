// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream.outcome;

import dev.undertone.kafka.TopicPartitionOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * The outcomes that a topic refused although {@link dev.undertone.kafka.TopicRules} let them pass, and how often, so
 * that the same batch is not refused for ever. It is kept in memory: who reads the record next elsewhere finds out by
 * itself.
 *
 * <p>Safe for use by many threads.
 */
public final class Refusals {
    /** Only what was read since the last commit is read again; older ones give way. */
    private static final int MOST_KEPT = 10_000;

    private static final Refusal NONE = new Refusal(0, "");

    private final Map<Attempt, Refusal> refused = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Attempt, Refusal> eldest) {
            return size() > MOST_KEPT;
        }
    };
    private final ThreadLocal<Attempt> underway = new ThreadLocal<>();
    private volatile boolean any;

    /**
     * To write an outcome of a record.
     *
     * @param topic that it is meant for
     */
    public record Attempt(TopicPartitionOffset origin, String topic) {}

    /**
     * What became of it so far.
     *
     * @param times it was refused
     * @param error the last time, by the name of its class
     */
    public record Refusal(int times, String error) {}

    /** Tells what the calling thread sends until it says otherwise. */
    public void sending(Attempt attempt) {
        underway.set(attempt);
    }

    /** What the calling thread sends. */
    Optional<Attempt> underway() {
        return Optional.ofNullable(underway.get());
    }

    public Refusal of(Attempt attempt) {
        if (!any) {
            return NONE;
        }
        synchronized (refused) {
            return refused.getOrDefault(attempt, NONE);
        }
    }

    void remember(Attempt attempt, Throwable refusal) {
        synchronized (refused) {
            refused.merge(
                    attempt,
                    new Refusal(1, refusal.getClass().getSimpleName()),
                    (before, now) -> new Refusal(before.times() + 1, now.error()));
        }
        any = true;
    }

    /** Whether a broker, or the producer for it, says by this that it will never take the record. */
    static boolean isRefusal(Throwable failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof InvalidTimestampException
                || failure instanceof InvalidRecordException
                || failure instanceof PolicyViolationException;
    }

    /** Whether that, or being in one batch with such a record, is behind a failure. */
    static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isRefusal(cause) || isOfABatchMate(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Kafka has no class for it. */
    private static boolean isOfABatchMate(Throwable failure) {
        return failure.getClass() == KafkaException.class
                && String.valueOf(failure.getMessage()).contains("part of a batch");
    }
}
