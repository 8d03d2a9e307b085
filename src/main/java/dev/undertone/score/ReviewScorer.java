// SPDX-License-Identifier: Apache-2.0
package dev.undertone.score;

import dev.undertone.batch.LengthBuckets;
import dev.undertone.infer.InferenceException;
import dev.undertone.infer.OnnxSentimentModel;
import dev.undertone.infer.SentimentModel;
import dev.undertone.model.Calibration;
import dev.undertone.model.ModelBundle;
import dev.undertone.review.Outcome;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Rejected;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Scores batches of reviews. Owns its model and closes it. Safe for use by many threads.
 */
public final class ReviewScorer implements AutoCloseable {
    /** Reviews of a part padded together. Small parts waste little on padding, and larger ones gain little more. */
    static final int PART_SIZE = 8;

    /** From this size on, a batch that mostly fails says that the model is broken. */
    private static final int SMALLEST_TELLING_BATCH = 4;

    /** So many reviews failing one after the other say so too, when they come one at a time. */
    private static final int TELLING_RUN = 10;

    /** One unknown token: every model has scored it when it was loaded. */
    private static final List<TokenIds> CANARY = List.of(TokenIds.of(1));

    private final SentimentModel model;
    private final ReviewEncoder encoder;
    private final Judgement judgement;
    private final AtomicInteger failedInARow = new AtomicInteger();

    /**
     * @param neutralBand reviews with a score between minus this and this are neutral; 0 for none, below 1
     */
    public ReviewScorer(SentimentModel model, ReviewEncoder encoder, Calibration calibration, double neutralBand) {
        this.model = Objects.requireNonNull(model, "model");
        this.encoder = Objects.requireNonNull(encoder, "encoder");
        this.judgement = new Judgement(calibration, neutralBand);
    }

    /** A scorer of the bundle's model. @throws dev.undertone.model.ModelRefusedException if ONNX Runtime refuses it */
    public static ReviewScorer open(ModelBundle bundle, double neutralBand) {
        return new ReviewScorer(
                OnnxSentimentModel.open(bundle),
                bundle.encoder(),
                bundle.manifest().calibration(),
                neutralBand);
    }

    /** The ids of a text, for {@link #score}. */
    public TokenIds encode(String text) {
        return encoder.encode(text);
    }

    /**
     * One outcome a review, in the order given. A review without tokens, or one on which the model fails, is rejected by
     * itself.
     *
     * @throws ModelBrokenException if the model fails on most of the batch, on many reviews in a row, or on a token that it is
     *     known to score
     */
    public List<Outcome> score(List<TokenIds> reviews) {
        Outcome[] outcomes = new Outcome[reviews.size()];
        List<Integer> scorable = new ArrayList<>(reviews.size());
        for (int i = 0; i < outcomes.length; i++) {
            if (reviews.get(i).isEmpty()) {
                outcomes[i] =
                        new Rejected(RejectReason.EMPTY_TEXT, "the text holds no word, only blanks or punctuation");
            } else {
                scorable.add(i);
            }
        }
        Failures failures = new Failures();
        for (List<Integer> part : LengthBuckets.of(scorable, i -> reviews.get(i).length(), PART_SIZE)) {
            scorePart(reviews, part.stream().map(scorable::get).toList(), outcomes, failures);
        }
        if (failures.count < scorable.size()) {
            failedInARow.set(0);
        }
        if (failures.count > 0) {
            refuseBrokenModel(scorable.size(), failures);
        }
        return Arrays.asList(outcomes);
    }

    @Override
    public void close() {
        model.close();
    }

    /** Scores a part; if the model fails on it, takes it apart until the guilty reviews stand alone. */
    private void scorePart(List<TokenIds> reviews, List<Integer> part, Outcome[] outcomes, Failures failures) {
        float[] logits;
        try {
            logits = model.logits(part.stream().map(reviews::get).toList());
        } catch (InferenceException e) {
            if (part.size() == 1) {
                failures.count++;
                failures.last = e;
                outcomes[part.get(0)] = new Rejected(RejectReason.MODEL_FAILURE, e.getMessage());
            } else {
                int half = part.size() / 2;
                scorePart(reviews, part.subList(0, half), outcomes, failures);
                scorePart(reviews, part.subList(half, part.size()), outcomes, failures);
            }
            return;
        }
        for (int i = 0; i < logits.length; i++) {
            int position = part.get(i);
            outcomes[position] = judgement.of(logits[i], reviews.get(position));
        }
    }

    /** Tells a broken model from bad reviews. */
    private void refuseBrokenModel(int batchSize, Failures failures) {
        if (batchSize >= SMALLEST_TELLING_BATCH && failures.count > batchSize / 2) {
            throw new ModelBrokenException(
                    "the model failed on " + failures.count + " of " + batchSize + " reviews: "
                            + failures.last.getMessage(),
                    failures.last);
        }
        if (failures.count == batchSize) {
            if (failedInARow.addAndGet(batchSize) >= TELLING_RUN) {
                throw new ModelBrokenException(
                        "the model failed on " + failedInARow.get() + " reviews in a row: "
                                + failures.last.getMessage(),
                        failures.last);
            }
            try {
                model.logits(CANARY);
            } catch (InferenceException e) {
                throw new ModelBrokenException("the model fails on everything: " + e.getMessage(), e);
            }
        }
    }

    private static final class Failures {
        private int count;
        private InferenceException last;
    }
}
