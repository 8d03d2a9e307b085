// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import dev.undertone.batch.Arrival;
import dev.undertone.batch.BatchBuffer;
import dev.undertone.batch.BatchPace;
import dev.undertone.batch.BatchPolicy;
import dev.undertone.batch.FlushReason;
import dev.undertone.review.ModelId;
import dev.undertone.review.Outcome;
import dev.undertone.review.Scored;
import dev.undertone.score.ReviewScorer;
import dev.undertone.score.ScoredBatch;
import dev.undertone.score.ScoringMetrics;
import dev.undertone.serve.ServedModel;
import dev.undertone.serve.ShadowScorer;
import dev.undertone.text.TokenIds;
import dev.undertone.tracing.TracedBatch;
import dev.undertone.tracing.Tracing;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reviews that all tasks of one stream thread wait with, so that a batch fills from every partition the thread has.
 * Scoring completes them; forwarding stays with the task each belongs to.
 *
 * <p>All reviews of a batch are encoded and scored by one model: it is borrowed with the first and given back once none
 * waits, or as soon as a review comes while another model is in service. Where it is slow, batches become smaller
 * ({@link BatchPace}). Confined to one stream thread.
 */
final class ThreadBatch {
    private static final Logger LOGGER = LoggerFactory.getLogger(ThreadBatch.class);
    private static final long ONE_MILLISECOND = 1_000_000;

    private final ServedModel model;
    private final Optional<ShadowScorer> shadow;
    private final ScoringMetrics metrics;
    private final Tracing tracing;
    private final LongSupplier nanoTime;
    private final BatchPace pace;
    private final BatchBuffer<PendingReview> waiting;
    private final CommitPolicy commitPolicy;
    /** Null while nothing waits. */
    private ServedModel.Loan loan;
    /** Whose pace is known. */
    private WeakReference<ReviewScorer> paced = new WeakReference<>(null);

    ThreadBatch(
            ServedModel model,
            Optional<ShadowScorer> shadow,
            BatchPolicy policy,
            ScoringMetrics metrics,
            Tracing tracing,
            LongSupplier nanoTime) {
        this.model = model;
        this.shadow = shadow;
        this.metrics = metrics;
        this.tracing = tracing;
        this.nanoTime = nanoTime;
        this.pace = new BatchPace(policy.maxTokens());
        this.waiting = new BatchBuffer<>(policy, pace::mostTokens);
        this.commitPolicy = new CommitPolicy(nanoTime.getAsLong());
    }

    /**
     * The ids of a text, which are the model's own, for the next review to {@link #add}. Scores those that wait for a
     * model which another has replaced.
     */
    TokenIds encode(String text) {
        if (loan != null && loan.isReplaced()) {
            score(FlushReason.SWAP);
        }
        if (loan == null) {
            loan = model.borrow();
            learnPaceOf(loan.scorer());
        }
        return loan.scorer().encode(text);
    }

    /**
     * Takes a review in, scoring those before it or the batch with it where a limit is reached; returns why the batch
     * with it was flushed. One that is merely due is flushed by the timer, behind the work that is pending: Kafka
     * Streams hands over all that it has fetched before it looks at timers, and commits right behind them. If a batch
     * were flushed in between, the commit would tear off the rest.
     *
     * @param startedAt when the thread began to work on it
     * @param age how old the review was then, on another clock; in nanoseconds
     */
    Optional<FlushReason> add(PendingReview review, long startedAt, long age) {
        int tokens = review.tokens().length();
        long took = nanoTime.getAsLong() - startedAt;
        if (!waiting.hasRoomFor(tokens)) {
            // The model stays: it has encoded this review too.
            complete(FlushReason.TOKENS);
        }
        long now = nanoTime.getAsLong();
        review.waitsSince(now);
        waiting.add(review, tokens, new Arrival(now, took, age));
        Optional<FlushReason> reason = waiting.whyFull();
        reason.ifPresent(this::score);
        return reason;
    }

    /**
     * Completes the waiting reviews if their batch is due by a timer of whole milliseconds, and returns whether it was.
     */
    boolean scoreIfDue() {
        Optional<FlushReason> reason = waiting.reasonToFlush(nanoTime.getAsLong() + ONE_MILLISECOND);
        reason.ifPresent(this::score);
        return reason.isPresent();
    }

    /** Whether the thread is to commit now, after a batch was flushed for that reason; see {@link CommitPolicy}. */
    boolean wantsCommit(FlushReason reason, boolean readersWait) {
        return commitPolicy.wantsCommit(reason, readersWait, nanoTime.getAsLong());
    }

    /**
     * Whether the thread is to commit what it has forwarded since the last time, as no review waits whose batch would
     * see to that.
     */
    boolean wantsCommitOfRest() {
        return waiting.isEmpty() && commitPolicy.isOverdue(nanoTime.getAsLong());
    }

    /**
     * Whether scoring takes so long, or may, that outcomes had better wait for the commit: a transaction begins with
     * the first that is forwarded, and may last for ten seconds only, whatever is scored meanwhile.
     */
    boolean isSlow() {
        return pace.maySlowDown();
    }

    /** Notes that a commit is under way. */
    void commits() {
        commitPolicy.commits(nanoTime.getAsLong());
    }

    /** The present, on the clock that tells when a batch is due. */
    long now() {
        return nanoTime.getAsLong();
    }

    /**
     * Completes every waiting review. If the model is broken they go on waiting.
     *
     * @throws dev.undertone.score.ModelBrokenException if the model fails on everything
     */
    void score(FlushReason reason) {
        if (!waiting.isEmpty()) {
            complete(reason);
            giveBack();
        }
    }

    /** Forgets the reviews of a task that is going away; whoever gets its partition reads them again. */
    void forget(Set<PendingReview> gone) {
        waiting.removeIf(gone::contains);
        if (waiting.isEmpty()) {
            giveBack();
        }
    }

    private void complete(FlushReason reason) {
        List<PendingReview> reviews = waiting.items();
        long start = nanoTime.getAsLong();
        ScoredBatch scored;
        try {
            scored = loan.scorer()
                    .scoreBatch(reviews.stream().map(PendingReview::tokens).toList());
        } catch (RuntimeException e) {
            trace(reason, reviews, start, nanoTime.getAsLong(), Optional.of(e));
            throw e;
        }
        long end = nanoTime.getAsLong();
        Duration took = Duration.ofNanos(end - start);
        trace(reason, reviews, start, end, Optional.empty());
        metrics.batchScored(reason, reviews.size(), waiting.tokens(), scored.paddedTokens(), took);
        keepPace(scored.paddedTokens(), took);
        List<Outcome> outcomes = scored.outcomes();
        long unknown = 0;
        for (int i = 0; i < reviews.size(); i++) {
            PendingReview review = reviews.get(i);
            Outcome outcome = outcomes.get(i);
            review.complete(outcome);
            // A score has counted them already.
            unknown += outcome instanceof Scored score
                    ? score.unknown()
                    : review.tokens().unknown();
            metrics.reviewWaited(Duration.ofNanos(review.waitedUntil(start)));
        }
        metrics.tokensRead(waiting.tokens() - unknown, unknown);
        waiting.clear(start);
        shadow.ifPresent(
                other -> other.offer(reviews.stream().map(PendingReview::text).toList(), outcomes));
    }

    private void trace(
            FlushReason reason, List<PendingReview> reviews, long start, long end, Optional<RuntimeException> failure) {
        if (tracing.isOn()) {
            long waitsSince = start - reviews.get(0).waitedUntil(start);
            String text = reason.name().toLowerCase(Locale.ROOT);
            ModelId id = loan.scorer().model();
            tracing.batch(
                    new TracedBatch(text, id, reviews.size(), waiting.tokens(), waitsSince, start, end),
                    reviews.stream().map(PendingReview::trace).toList(),
                    failure);
        }
    }

    private void learnPaceOf(ReviewScorer scorer) {
        if (!paced.refersTo(scorer)) {
            paced = new WeakReference<>(scorer);
            pace.forget();
            // Else the first batch would be a small one, and readers would wait for the next, as it is full.
            scorer.warmUp().ifPresent(done -> pace.took(done.paddedTokens(), done.took()));
        }
    }

    private void keepPace(long scoredTokens, Duration took) {
        pace.took(scoredTokens, took);
        if (took.compareTo(BatchPace.LONGEST) > 0) {
            LOGGER.atWarn()
                    .addKeyValue("model", loan.scorer().model())
                    .addKeyValue("tokens", scoredTokens)
                    .addKeyValue("took", took)
                    .addKeyValue("next", pace.mostTokens())
                    .log("Scoring a batch took long, so the next ones are smaller; give the scorer more of a core, or"
                            + " use a smaller model");
        }
    }

    private void giveBack() {
        if (loan != null) {
            loan.close();
            loan = null;
        }
    }
}
