// SPDX-License-Identifier: Apache-2.0
package dev.undertone.score;

import dev.undertone.batch.SubBatchPartitioner;
import dev.undertone.infer.InferenceException;
import dev.undertone.infer.Logits;
import dev.undertone.infer.OnnxSentimentModel;
import dev.undertone.infer.SentimentModel;
import dev.undertone.model.ModelBundle;
import dev.undertone.model.ModelRefusedException;
import dev.undertone.review.ModelId;
import dev.undertone.review.Outcome;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Rejected;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import dev.undertone.text.Vocabulary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Scores batches of reviews. Owns its model and closes it. Safe for use by many threads.
 */
public final class ReviewScorer implements AutoCloseable {
    /**
     * What ONNX Runtime's time for a part of like lengths looks like on the shipped model, with a token of a review as
     * the unit (2.7 µs where it was measured, on one core with AVX2): 90 µs a call and 1.2 µs a step of the recurrence
     * come on top. Parts beyond 64 gain nothing, and those beyond some 2,400 tokens, padding counted, take up to a
     * tenth longer for each: what a call works on has outgrown the core's cache.
     */
    public static final SubBatchPartitioner PARTS = new SubBatchPartitioner(33, 0.45, 64, 1_600);

    /** From this size on, a batch that mostly fails says that the model is broken. */
    private static final int SMALLEST_TELLING_BATCH = 4;

    /** So many reviews failing one after the other say so too, when they come one at a time. */
    private static final int TELLING_RUN = 10;

    /** One unknown token: every model has scored it when it was loaded. */
    private static final List<TokenIds> CANARY = List.of(TokenIds.of(1));

    /** Enough for parts of every size. */
    private static final int WARM_UP_REVIEWS = 128;

    private final SentimentModel model;
    private final ReviewEncoder encoder;
    private final ScoreMapper judgement;
    private final double minKnown;
    private final AtomicInteger failedInARow = new AtomicInteger();
    private volatile Optional<WarmUp> warmUp = Optional.empty();

    /**
     * One that rejects no review for the words in it.
     *
     * @param judgement of what the model says
     */
    public ReviewScorer(SentimentModel model, ReviewEncoder encoder, ScoreMapper judgement) {
        this(model, encoder, judgement, 0);
    }

    /**
     * @param judgement of what the model says
     * @param minKnown reviews of whose tokens the model's vocabulary has a smaller share are rejected; 0 for none
     */
    public ReviewScorer(SentimentModel model, ReviewEncoder encoder, ScoreMapper judgement, double minKnown) {
        this.model = Objects.requireNonNull(model, "model");
        this.encoder = Objects.requireNonNull(encoder, "encoder");
        this.judgement = Objects.requireNonNull(judgement, "judgement");
        this.minKnown = minKnown;
    }

    /**
     * A scorer of the bundle's model.
     *
     * @throws ModelRefusedException if ONNX Runtime refuses it
     */
    public static ReviewScorer open(ModelBundle bundle, Thresholds thresholds) {
        return open(bundle, thresholds, ExplainPolicy.OFF);
    }

    /**
     * One that says why as well.
     *
     * @throws ModelRefusedException if ONNX Runtime refuses it, or if it is to explain and cannot
     */
    public static ReviewScorer open(ModelBundle bundle, Thresholds thresholds, ExplainPolicy explain) {
        return new ReviewScorer(
                OnnxSentimentModel.open(bundle, explain.isOn()),
                bundle.encoder(),
                ScoreMapper.of(bundle.manifest(), thresholds.neutralBand(), explain),
                thresholds.minKnown());
    }

    /**
     * One that rejects no review for the words in it.
     *
     * @param neutralBand reviews with a score between minus this and this are neutral and no others; 0 leaves it to the
     *     model, below 1
     * @throws ModelRefusedException if ONNX Runtime refuses it
     */
    public static ReviewScorer open(ModelBundle bundle, double neutralBand) {
        return open(bundle, new Thresholds(neutralBand, 0));
    }

    /**
     * Scores made-up reviews of all lengths up to that one, so that the first real batch finds memory and code
     * prepared. Its outcomes go nowhere.
     *
     * @param tokenLimit how many tokens of a review the model reads
     * @param nanoTime tells how long it takes
     * @throws ModelRefusedException if the model fails on any of them
     */
    public void warmUp(int tokenLimit, LongSupplier nanoTime) {
        int[] ids = new int[tokenLimit];
        Arrays.fill(ids, Vocabulary.UNKNOWN);
        List<TokenIds> reviews = new ArrayList<>();
        for (int i = 1; i <= WARM_UP_REVIEWS; i++) {
            // Cubed, as most reviews are short.
            double share = Math.pow((double) i / WARM_UP_REVIEWS, 3);
            reviews.add(TokenIds.of(Arrays.copyOf(ids, (int) Math.ceil(share * tokenLimit))));
        }
        Optional<Rejected> failure;
        try {
            long start = nanoTime.getAsLong();
            // They are made of unknown words, so none may be turned away for that.
            ScoredBatch scored = scoreBatch(reviews, 0);
            warmUp = Optional.of(new WarmUp(scored.paddedTokens(), Duration.ofNanos(nanoTime.getAsLong() - start)));
            failure = scored.outcomes().stream()
                    .filter(Rejected.class::isInstance)
                    .map(Rejected.class::cast)
                    .findFirst();
        } catch (ModelBrokenException e) {
            throw new ModelRefusedException("the model " + model() + " fails on every review; train it again", e);
        }
        if (failure.isPresent()) {
            throw new ModelRefusedException("the model " + model() + " fails on a review of unknown words: "
                    + failure.get().detail());
        }
    }

    /** How {@link #warmUp(int, LongSupplier)} went; nothing before it. */
    public Optional<WarmUp> warmUp() {
        return warmUp;
    }

    /** Which model scores. */
    public ModelId model() {
        return judgement.model();
    }

    /** The ids of a text, for {@link #score}. */
    public TokenIds encode(String text) {
        return judgement.explain().isOn() ? encoder.encodeWithPlaces(text) : encoder.encode(text);
    }

    /** The outcomes of {@link #scoreBatch}. */
    public List<Outcome> score(List<TokenIds> reviews) {
        return scoreBatch(reviews).outcomes();
    }

    /**
     * One outcome a review, in the order given. A review without tokens, with too few that the model knows, or on which
     * the model fails, is rejected by itself.
     *
     * @throws ModelBrokenException if the model fails on most of the batch, on many reviews in a row, or on a token
     *     that it is known to score
     */
    public ScoredBatch scoreBatch(List<TokenIds> reviews) {
        return scoreBatch(reviews, minKnown);
    }

    private ScoredBatch scoreBatch(List<TokenIds> reviews, double leastKnown) {
        Outcome[] outcomes = new Outcome[reviews.size()];
        int[] scorable = new int[outcomes.length];
        int count = 0;
        for (int i = 0; i < outcomes.length; i++) {
            TokenIds review = reviews.get(i);
            if (review.isEmpty()) {
                outcomes[i] =
                        new Rejected(RejectReason.EMPTY_TEXT, "the text holds no word, only blanks or punctuation");
            } else if (leastKnown > 0 && review.length() - review.unknown() < leastKnown * review.length()) {
                outcomes[i] = new Rejected(RejectReason.UNKNOWN_LANGUAGE, unknownLanguage(review, leastKnown));
            } else {
                scorable[count++] = i;
            }
        }
        int[] lengths = new int[count];
        for (int i = 0; i < count; i++) {
            lengths[i] = reviews.get(scorable[i]).length();
        }
        Failures failures = new Failures();
        long paddedTokens = 0;
        for (int[] part : PARTS.of(lengths)) {
            paddedTokens += (long) part.length * lengths[part[part.length - 1]];
            for (int i = 0; i < part.length; i++) {
                part[i] = scorable[part[i]];
            }
            scorePart(reviews, part, outcomes, failures);
        }
        if (failures.count < count) {
            failedInARow.set(0);
        }
        if (failures.count > 0) {
            refuseBrokenModel(count, failures);
        }
        return new ScoredBatch(Arrays.asList(outcomes), paddedTokens);
    }

    @Override
    public void close() {
        model.close();
    }

    /** Scores a part; if the model fails on it, takes it apart until the guilty reviews stand alone. */
    private void scorePart(List<TokenIds> reviews, int[] part, Outcome[] outcomes, Failures failures) {
        List<TokenIds> batch = new ArrayList<>(part.length);
        for (int position : part) {
            batch.add(reviews.get(position));
        }
        Logits logits;
        try {
            logits = model.allLogits(batch);
        } catch (InferenceException e) {
            if (part.length == 1) {
                failures.count++;
                failures.last = e;
                outcomes[part[0]] = new Rejected(RejectReason.MODEL_FAILURE, e.getMessage());
            } else {
                int half = part.length / 2;
                scorePart(reviews, Arrays.copyOfRange(part, 0, half), outcomes, failures);
                scorePart(reviews, Arrays.copyOfRange(part, half, part.length), outcomes, failures);
            }
            return;
        }
        for (int i = 0; i < part.length; i++) {
            outcomes[part[i]] = judgement.of(logits, i, batch.get(i));
        }
    }

    private static String unknownLanguage(TokenIds review, double leastKnown) {
        return String.format(
                Locale.ROOT,
                "the model knows %d of the text's %d tokens, and at least a share of %s is asked for; use a model of the"
                        + " text's language, or a lower input.min.known",
                review.length() - review.unknown(),
                review.length(),
                leastKnown);
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
