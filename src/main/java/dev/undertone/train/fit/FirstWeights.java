// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.fit;

import dev.undertone.text.TokenIds;
import dev.undertone.train.network.Initialization;
import dev.undertone.train.network.Weights;
import dev.undertone.train.network.WordVectors;
import dev.undertone.train.plan.NetworkShape;
import dev.undertone.train.plan.TrainingPlan;
import java.util.List;
import java.util.Optional;

/**
 * What networks of one shape start from: drawn by each one's seed, with an embedding of word vectors that all share
 * where the plan asks for them. Those are learned when first needed. Confined to one thread.
 */
public final class FirstWeights {
    private final TrainingPlan plan;
    private final NetworkShape shape;
    private final List<TokenIds> texts;
    private final TrainingObserver observer;
    /** Once learned. */
    private Optional<float[]> wordVectors = Optional.empty();

    /** @param texts to learn word vectors from */
    public FirstWeights(TrainingPlan plan, NetworkShape shape, List<TokenIds> texts, TrainingObserver observer) {
        this.plan = plan;
        this.shape = shape;
        this.texts = texts;
        this.observer = observer;
    }

    /** Of the network with this seed. */
    public Weights draw(long seed) {
        int passes = plan.wordVectorPasses();
        if (passes == 0) {
            return Initialization.draw(shape, seed);
        }
        if (wordVectors.isEmpty()) {
            observer.wordVectorsStarted(
                    passes, passes * texts.stream().mapToLong(TokenIds::length).sum());
            wordVectors = Optional.of(WordVectors.learn(
                    texts, shape.vocabulary(), shape.embedding(), passes, plan.seed(), observer::wordVectorsRead));
        }
        return Initialization.draw(shape, seed, wordVectors.get());
    }
}
