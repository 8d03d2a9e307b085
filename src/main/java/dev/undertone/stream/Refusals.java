// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records whose outcome a broker refused although {@link TopicRules} let it pass. Such a refusal undoes the
 * transaction, so everything since the last commit is read again; what is remembered here then gets another outcome,
 * so that the same batch is not refused for ever. It is kept in memory: who reads the record next elsewhere finds out
 * by itself.
 *
 * <p>Safe for use by many threads.
 */
final class Refusals {
    /** Only what was read since the last commit can be read again; older ones give way. */
    private static final int MOST_KEPT = 100_000;

    /** It goes into a header of a letter that has to be small. */
    private static final int LONGEST_REASON = 200;

    private static final Logger LOGGER = LoggerFactory.getLogger(Refusals.class);

    private final Map<Origin, Refusal> refused = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Origin, Refusal> eldest) {
            return size() > MOST_KEPT;
        }
    };
    private final ThreadLocal<Attempt> underway = new ThreadLocal<>();
    private final AtomicLong count = new AtomicLong();

    /**
     * An outcome on its way.
     *
     * @param letter whether it is a dead letter
     * @param topic that it is meant for
     */
    record Attempt(Origin origin, boolean letter, String topic) {}

    /**
     * What was refused of a record so far.
     *
     * @param score whether its score was, or its delete
     * @param letters how many of its letters, each of which asked less of the topic than the one before
     * @param topic that refused last
     * @param why in the broker's words
     */
    record Refusal(boolean score, int letters, String topic, String why) {}

    /** Tells what the calling thread sends until it says otherwise. */
    void sending(Attempt attempt) {
        underway.set(attempt);
    }

    /** What the calling thread sends. */
    Optional<Attempt> underway() {
        return Optional.ofNullable(underway.get());
    }

    /** How many refusals there were. */
    long count() {
        return count.get();
    }

    /** What was refused of this record before. */
    Optional<Refusal> of(Origin origin) {
        if (count.get() == 0) {
            return Optional.empty();
        }
        synchronized (refused) {
            return Optional.ofNullable(refused.get(origin));
        }
    }

    void remember(Attempt attempt, Exception refusal) {
        synchronized (refused) {
            Refusal before = refused.getOrDefault(attempt.origin(), new Refusal(false, 0, "", ""));
            refused.put(
                    attempt.origin(),
                    new Refusal(
                            before.score() || !attempt.letter(),
                            before.letters() + (attempt.letter() ? 1 : 0),
                            attempt.topic(),
                            inShort(refusal)));
        }
        LOGGER.atWarn()
                .addKeyValue("topic", attempt.topic())
                .addKeyValue("from", attempt.origin().topic())
                .addKeyValue("partition", attempt.origin().partition())
                .addKeyValue("offset", attempt.origin().offset())
                .addKeyValue("error", refusal.getClass().getSimpleName())
                .log("A topic refused an outcome that its settings let pass; the transaction is done again without it");
        count.incrementAndGet();
    }

    private static String inShort(Exception refusal) {
        String why = String.valueOf(refusal.getMessage());
        return why.length() <= LONGEST_REASON ? why : why.substring(0, LONGEST_REASON) + "…";
    }

    /** Whether a broker, or the producer for it, says by this that it will never take the record. */
    static boolean isRefusal(Throwable failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof InvalidTimestampException
                || failure instanceof InvalidRecordException
                || failure instanceof PolicyViolationException;
    }

    /** Whether the record was only in one batch with such a one. */
    static boolean isOfABatchMate(Throwable failure) {
        return failure.getClass() == KafkaException.class
                && String.valueOf(failure.getMessage()).contains("part of a batch");
    }

    /**
     * The refusals of one transaction until it is undone. The producer hands the refusal of one record to those of
     * others, too, that it then did not send. Safe for use by many threads.
     */
    static final class OfOneTransaction {
        private final Map<Exception, List<Attempt>> failed = new IdentityHashMap<>();
        private final List<Exception> inOrder = new ArrayList<>();

        synchronized void add(Attempt attempt, Exception refusal) {
            failed.computeIfAbsent(refusal, same -> {
                        inOrder.add(refusal);
                        return new ArrayList<>();
                    })
                    .add(attempt);
        }

        /**
         * Remembers who is to blame: of the records with the same refusal the first, as the others were not sent
         * because of it. What is handed to others may itself be the summary of a batch; where there is anything more
         * precise, that counts.
         *
         * @param handedOn what the producer gave to those that it did not send
         */
        synchronized void settle(Refusals refusals, Throwable handedOn) {
            for (Exception refusal : inOrder) {
                if (refusal != handedOn || inOrder.size() == 1) {
                    refusals.remember(failed.get(refusal).get(0), refusal);
                }
            }
            failed.clear();
            inOrder.clear();
        }
    }
}
