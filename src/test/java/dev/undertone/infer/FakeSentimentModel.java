// SPDX-License-Identifier: Apache-2.0
package dev.undertone.infer;

import dev.undertone.text.TokenIds;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A model without a network: the logit of a review comes from its ids alone, and it fails where it is told to. It holds
 * callers to {@link SentimentModel#logits} and keeps what it was given. Safe for use by many threads.
 */
public final class FakeSentimentModel implements SentimentModel {
    private final ToDoubleFunction<TokenIds> logit;
    private final Predicate<TokenIds> poison;
    private final List<List<TokenIds>> calls = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private boolean closable = true;
    private Optional<ToDoubleFunction<TokenIds>> neutral = Optional.empty();

    private FakeSentimentModel(ToDoubleFunction<TokenIds> logit, Predicate<TokenIds> poison) {
        this.logit = logit;
        this.poison = poison;
    }

    /** One that scores everything with {@link #logit}. */
    public static FakeSentimentModel healthy() {
        return new FakeSentimentModel(FakeSentimentModel::logit, review -> false);
    }

    /** One that scores everything with that function. */
    public static FakeSentimentModel giving(ToDoubleFunction<TokenIds> logit) {
        return new FakeSentimentModel(logit, review -> false);
    }

    /** This one, failing on every batch with a review that holds {@code id}. */
    public FakeSentimentModel failingOn(int id) {
        return new FakeSentimentModel(
                logit, review -> IntStream.range(0, review.length()).anyMatch(position -> review.id(position) == id));
    }

    /** This one, failing on every batch with a review of that many tokens. */
    public FakeSentimentModel failingOnLength(int tokens) {
        return new FakeSentimentModel(logit, review -> review.length() == tokens);
    }

    /** This one, failing on every batch. */
    public FakeSentimentModel failingOnEverything() {
        return new FakeSentimentModel(logit, review -> true);
    }

    /** This one, failing when it is closed. */
    public FakeSentimentModel failingToClose() {
        FakeSentimentModel copy = new FakeSentimentModel(logit, poison);
        copy.closable = false;
        return copy;
    }

    /** This one, which has learned what neutral is and says so with that function. */
    public FakeSentimentModel withNeutral(ToDoubleFunction<TokenIds> neutralLogit) {
        FakeSentimentModel copy = new FakeSentimentModel(logit, poison);
        copy.neutral = Optional.of(neutralLogit);
        return copy;
    }

    /** Between -5 and 5, another for nearly every review. */
    public static float logit(TokenIds review) {
        return (Math.floorMod(review.toString().hashCode(), 10_001) - 5_000) / 1_000f;
    }

    @Override
    public float[] logits(List<TokenIds> batch) {
        if (closed.get()) {
            throw new IllegalStateException("the model is closed");
        }
        if (batch.isEmpty() || batch.stream().anyMatch(TokenIds::isEmpty)) {
            throw new IllegalArgumentException("a batch holds reviews, and a review tokens");
        }
        calls.add(List.copyOf(batch));
        if (batch.stream().anyMatch(poison)) {
            throw new InferenceException("the fake model fails");
        }
        float[] logits = new float[batch.size()];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) logit.applyAsDouble(batch.get(i));
        }
        return logits;
    }

    @Override
    public Logits allLogits(List<TokenIds> batch) {
        return new Logits(logits(batch), neutral.map(function -> {
            float[] logits = new float[batch.size()];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = (float) function.applyAsDouble(batch.get(i));
            }
            return logits;
        }));
    }

    /** The batches it was given, failed ones included. */
    public List<List<TokenIds>> calls() {
        return List.copyOf(calls);
    }

    public boolean isClosed() {
        return closed.get();
    }

    @Override
    public void close() {
        closed.set(true);
        if (!closable) {
            throw new IllegalStateException("the fake model does not close");
        }
    }
}
