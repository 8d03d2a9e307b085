// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import dev.undertone.event.ReviewEvent;
import dev.undertone.kafka.OutputTimestamp;
import dev.undertone.kafka.TopicPartitionOffset;
import dev.undertone.kafka.TopicRules;
import dev.undertone.review.Outcome;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Rejected;
import dev.undertone.review.Scored;
import dev.undertone.score.OutcomeWatch;
import dev.undertone.stream.intake.RecordHeaderValues;
import dev.undertone.stream.outcome.FittingLetter;
import dev.undertone.stream.outcome.LetterRefusedException;
import dev.undertone.stream.outcome.OutputTopics;
import dev.undertone.stream.outcome.Refusals;
import dev.undertone.tracing.OutcomeSpan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forwards the outcome of a review to the topic that it is for, or what is left of it where that topic does not take
 * it: a score that is refused becomes a dead letter, and a dead letter becomes shorter. Confined to one stream thread.
 */
final class OutcomeWriter {
    private static final Logger LOGGER = LoggerFactory.getLogger(OutcomeWriter.class);

    private final ScoringContext stage;
    private final OutputTopics topics;
    private final TaskScope scope;
    private final Clock clock;
    private final TaskInput.All inputs;
    private final ScoringTopology.Branch branch;
    private final OutcomeWatch watch;

    OutcomeWriter(
            ScoringContext stage, TaskScope scope, Clock clock, TaskInput.All inputs, ScoringTopology.Branch branch) {
        this.stage = stage;
        this.topics = stage.outputs();
        this.scope = scope;
        this.clock = clock;
        this.inputs = inputs;
        this.branch = branch;
        this.watch = stage.watch();
    }

    /** @throws LetterRefusedException if not even the shortest dead letter is taken */
    void write(PendingReview review) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        OutcomeSpan span = review.trace().forwarding();
        try {
            if (review.outcome() instanceof Rejected rejected) {
                reject(review, rejected, now, span);
            } else {
                pass(review, review.outcome(), now, span);
            }
        } catch (RuntimeException e) {
            span.failed(e);
            throw e;
        } finally {
            span.close();
        }
    }

    /** @param outcome a score or a delete */
    private void pass(PendingReview review, Outcome outcome, Instant now, OutcomeSpan span) {
        Record<byte[], byte[]> record = review.record();
        Record<byte[], byte[]> written = outcome instanceof Scored scored
                ? stage.scores().scored(record, review.origin(), review.id(), scored, now, review.carried())
                : stage.scores().deleted(record);
        Record<byte[], byte[]> result = written.withTimestamp(timestamp(record, now));
        span.outcome(outcome);
        span.inject(result.headers(), stage.scores().headers());
        TaskInput input = inputs.of(review.origin().topic());
        if (branch.namesSource()) {
            input.nameIn(result.headers());
        }
        TopicRules rules = input.rules();
        Refusals.Attempt attempt = new Refusals.Attempt(review.origin(), rules.topic());
        Optional<String> refusal = refusal(attempt, rules, result, now);
        if (refusal.isPresent()) {
            String why = rules.topic() + ": it " + refusal.get();
            reject(review, refused(why), now, span);
            return;
        }
        if (rules.deletesAtOnce(result.timestamp(), now.toEpochMilli())) {
            stage.warnOfOld(review.origin(), record.timestamp(), rules);
        }
        topics.refusals().sending(attempt);
        scope.forward(review.context(), result, branch.scores());
        if (outcome instanceof Scored scored) {
            stage.metrics().reviewScored(scored, ageOf(record, now.toEpochMilli()));
            if (watch.wants()) {
                watch.scored(review.id(), scored, text(record));
            }
        } else {
            stage.metrics().tombstonePassed();
        }
    }

    /** Read anew, as few are wanted and all would have to be kept. */
    private String text(Record<byte[], byte[]> record) {
        return stage.decoder().decode(record.value(), new RecordHeaderValues(record.headers()))
                        instanceof ReviewEvent event
                ? event.text()
                : "";
    }

    private void reject(PendingReview review, Rejected rejected, Instant now, OutcomeSpan span) {
        span.outcome(rejected);
        Record<byte[], byte[]> record = review.record();
        TopicRules rules = topics.letters();
        Refusals.Attempt attempt = new Refusals.Attempt(review.origin(), rules.topic());
        FittingLetter.Letter letter = FittingLetter.of(
                rules,
                topics.refusals().of(attempt),
                record,
                review.origin(),
                rejected,
                timestamp(record, now),
                now.toEpochMilli());
        topics.refusals().sending(attempt);
        scope.forward(review.context(), letter.record(), branch.rejections());
        stage.metrics().reviewRejected(rejected.reason());
        watch.rejected(review.origin().asId(), rejected.reason(), record.value());
        if (letter.shortened()) {
            stage.metrics().letterShortened();
        }
        warnOf(review.origin(), rejected);
    }

    private long timestamp(Record<byte[], byte[]> record, Instant now) {
        return topics.timestamp() == OutputTimestamp.NOW ? now.toEpochMilli() : record.timestamp();
    }

    /** A topic that refused it once may only have had other settings than were known. */
    private Optional<String> refusal(
            Refusals.Attempt attempt, TopicRules rules, Record<byte[], byte[]> result, Instant now) {
        Refusals.Refusal before = topics.refusals().of(attempt);
        return before.times() > 1
                ? Optional.of("refused it " + before.times() + " times (" + before.error()
                        + "), although its settings let it pass")
                : rules.refusal(result, now.toEpochMilli());
    }

    private static Rejected refused(String why) {
        return new Rejected(RejectReason.REFUSED, "the outcome was refused by the topic " + why);
    }

    /** Not negative, though the producer's clock may be ahead. */
    static Duration ageOf(Record<byte[], byte[]> record, long nowMillis) {
        return Duration.ofMillis(Math.max(0, nowMillis - record.timestamp()));
    }

    /**
     * Without the detail, which can hold a piece of the review. Words of its own for each reason, as like ones are
     * counted together.
     */
    private static void warnOf(TopicPartitionOffset origin, Rejected rejected) {
        LOGGER.atWarn()
                .addKeyValue("topic", origin.topic())
                .addKeyValue("partition", origin.partition())
                .addKeyValue("offset", origin.offset())
                .log("A review was rejected as " + rejected.reason());
    }
}
