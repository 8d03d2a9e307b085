// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.fit;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.UnlabelledCorpus;
import dev.undertone.train.plan.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One training to be done.
 *
 * @param plan how
 * @param training the reviews to learn from, a share of which is held out; a corpus without a neutral one is taken for
 *     one that left them out
 * @param unlabelled reviews to learn from whose labels nobody knows; texts that are also held out or among the test
 *     reviews are left out
 * @param test reviews for the final figures only, never for a choice
 * @param encoder a sentence encoder that teaches
 * @param out the bundle's folder; an old bundle in it is replaced once the new one is complete
 * @param checkpoint the folder that keeps the state between epochs
 * @param resume whether to go on from a checkpoint, if there is one
 * @param parityTolerance how far ONNX Runtime may be from the trainer on a held-out review, see {@link Parity}
 * @param name of the model
 * @param version of the model
 * @param command what the card and the manifest name as the command that made the model
 * @param about Markdown for the card: where the data come from and what to know of them
 */
public record TrainingJob(
        TrainingPlan plan,
        List<Corpus> training,
        List<UnlabelledCorpus> unlabelled,
        Optional<Corpus> test,
        Optional<TeachingEncoder> encoder,
        Path out,
        Path checkpoint,
        boolean resume,
        double parityTolerance,
        String name,
        String version,
        String command,
        Optional<String> about) {
    public TrainingJob {
        Objects.requireNonNull(plan, "plan");
        training = List.copyOf(training);
        unlabelled = List.copyOf(unlabelled);
        Objects.requireNonNull(test, "test");
        Objects.requireNonNull(encoder, "encoder");
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(checkpoint, "checkpoint");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(about, "about");
        if (!(parityTolerance > 0 && parityTolerance <= Parity.LARGEST_TOLERANCE)) {
            throw new IllegalArgumentException("the parity tolerance must lie above 0 and be "
                    + Parity.LARGEST_TOLERANCE + " at most, not " + parityTolerance);
        }
        if (name.isBlank() || version.isBlank()) {
            throw new IllegalArgumentException("a model needs a name and a version");
        }
    }

    /** Of everything to learn from. */
    String dataHash() {
        return Stream.concat(
                        training.stream().map(Corpus::hash), unlabelled.stream().map(UnlabelledCorpus::hash))
                .collect(Collectors.joining());
    }
}
