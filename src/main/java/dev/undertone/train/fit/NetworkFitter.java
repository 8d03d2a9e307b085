// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.fit;

import dev.undertone.text.TokenIds;
import dev.undertone.train.data.Dataset;
import dev.undertone.train.plan.NetworkShape;
import dev.undertone.train.plan.TrainingPlan;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains networks of one shape from the same word vectors, each from its own checkpoint where the job resumes. Confined
 * to one thread.
 */
public final class NetworkFitter {
    private final TrainingJob job;
    private final NetworkShape shape;
    private final FirstWeights firstWeights;
    private final Dataset validation;
    private final TrainingObserver observer;
    private final InstantSource clock;
    private final List<CheckpointFile> checkpoints = new ArrayList<>();
    private final Map<String, List<EpochRecord>> histories = new HashMap<>();

    /** @param texts to learn word vectors from */
    public NetworkFitter(
            TrainingJob job,
            NetworkShape shape,
            List<TokenIds> texts,
            Dataset validation,
            TrainingObserver observer,
            InstantSource clock) {
        this.job = job;
        this.shape = shape;
        this.firstWeights = new FirstWeights(job.plan(), shape, texts, observer);
        this.validation = validation;
        this.observer = observer;
        this.clock = clock;
    }

    /**
     * The end of a training on {@code training}.
     *
     * @param name of the network among those of the job
     */
    public TrainingState fit(String name, TrainingPlan plan, Dataset training) {
        CheckpointFile checkpoint = new CheckpointFile(
                job.checkpoint(), name + ".checkpoint", name + " of " + job.plan() + " on " + job.dataHash());
        checkpoints.add(checkpoint);
        Optional<TrainingState> kept = job.resume() ? checkpoint.read(shape) : Optional.empty();
        kept.ifPresent(state -> observer.resumed(state.history().get(state.epochsDone() - 1)));
        if (!job.resume() && Files.exists(checkpoint.file())) {
            observer.startedOver(checkpoint.file());
        }
        TrainingState state = kept.orElseGet(() -> TrainingState.fresh(firstWeights.draw(plan.seed())));
        EpochTrainer epochs = new EpochTrainer(plan, training, validation, observer, clock);
        while (state.epochsDone() < plan.optimization().epochs()) {
            state = epochs.next(state);
            checkpoint.write(state);
        }
        histories.put(name, state.history());
        return state;
    }

    /** The epochs of a network that was fitted, first to last. */
    public List<EpochRecord> history(String name) {
        return histories.get(name);
    }

    /** Removes the checkpoints of all trainings. */
    public void forget() {
        checkpoints.forEach(CheckpointFile::delete);
    }
}
