// SPDX-License-Identifier: Apache-2.0
package dev.undertone.serve;

import dev.undertone.review.ModelId;
import dev.undertone.review.Outcome;
import dev.undertone.review.Scored;
import dev.undertone.score.ReviewScorer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores the same reviews with a second model, on a daemon thread of its own, and counts how far the two agree. Whoever
 * scores hands batches over and neither waits nor fails: what the shadow is too slow for it does not see, what it fails
 * on is counted. Decision record 0007 says why. Safe for use by many threads.
 */
public final class ShadowScorer implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ShadowScorer.class);

    /** Some 8 MB of text, three thousand reviews of a film's length. */
    private static final int MOST_WAITING_CHARACTERS = 4_000_000;

    private static final long CLOSE_MILLIS = 5_000;

    private final ServedModel model;
    private final ModelMetrics metrics;
    private final BlockingQueue<Batch> queue = new LinkedBlockingQueue<>();
    private final AtomicLong waitingCharacters = new AtomicLong();
    private final Thread thread;
    private volatile boolean ending;
    private Pair compared;
    private boolean failing;

    /** What the served model made of some reviews. */
    private record Batch(List<String> texts, List<Scored> scores, long characters) {}

    private record Pair(ModelId served, ModelId shadow) {}

    private ShadowScorer(ServedModel model, ModelMetrics metrics, ModelId served) {
        this.model = model;
        this.metrics = metrics;
        this.thread = new Thread(this::run, "undertone-shadow");
        thread.setDaemon(true);
        compare(new Pair(served, model.id()));
    }

    /**
     * Begins to compare.
     *
     * @param model the second one, which stays the caller's
     * @param served the first one
     */
    public static ShadowScorer start(ServedModel model, ModelMetrics metrics, ModelId served) {
        ShadowScorer shadow = new ShadowScorer(model, metrics, served);
        shadow.thread.start();
        return shadow;
    }

    /**
     * Hands over what the served model has made of a batch, unless too much waits already. Returns at once.
     *
     * @param texts of the batch
     * @param outcomes one a text
     */
    public void offer(List<String> texts, List<Outcome> outcomes) {
        List<String> scoredTexts = new ArrayList<>(texts.size());
        List<Scored> scores = new ArrayList<>(texts.size());
        long characters = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof Scored scored) {
                scoredTexts.add(texts.get(i));
                scores.add(scored);
                characters += texts.get(i).length();
            }
        }
        if (scores.isEmpty()) {
            return;
        }
        if (waitingCharacters.addAndGet(characters) > MOST_WAITING_CHARACTERS) {
            waitingCharacters.addAndGet(-characters);
            metrics.shadowDropped(scores.size());
        } else {
            queue.add(new Batch(scoredTexts, scores, characters));
        }
    }

    /** Ends once the batch at work is done, or after {@value #CLOSE_MILLIS} ms; what waits is not compared. */
    @Override
    public void close() {
        ending = true;
        thread.interrupt();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!ending) {
            Batch batch;
            try {
                batch = queue.take();
            } catch (InterruptedException e) {
                // Only close() interrupts.
                return;
            }
            waitingCharacters.addAndGet(-batch.characters());
            try (ServedModel.Loan loan = model.borrow()) {
                score(batch, loan.scorer());
            } catch (RuntimeException e) {
                fail(batch.scores().size(), e.getMessage());
            }
        }
    }

    private void score(Batch batch, ReviewScorer scorer) {
        Pair pair = new Pair(batch.scores().get(0).model(), scorer.model());
        if (!pair.equals(compared)) {
            compare(pair);
        }
        List<Outcome> outcomes =
                scorer.score(batch.texts().stream().map(scorer::encode).toList());
        int failed = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            Scored served = batch.scores().get(i);
            if (outcomes.get(i) instanceof Scored scored) {
                metrics.shadowCompared(scored.label() == served.label(), Math.abs(scored.score() - served.score()));
            } else {
                failed++;
            }
        }
        if (failed > 0) {
            metrics.shadowFailed(failed);
        }
        if (failed < outcomes.size()) {
            failing = false;
        }
    }

    private void compare(Pair pair) {
        compared = pair;
        metrics.shadowCompares(pair.served(), pair.shadow());
    }

    /** Says it of the first batch and counts the rest, until it works again. */
    private void fail(int reviews, String message) {
        metrics.shadowFailed(reviews);
        if (!failing) {
            failing = true;
            LOGGER.atWarn().addKeyValue("reason", message).log("The shadow model fails; scoring goes on without it");
        }
    }
}
