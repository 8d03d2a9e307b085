// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.fit;

import dev.undertone.evaluate.Evaluation;
import dev.undertone.train.plan.NetworkShape;
import java.nio.file.Path;

/** Hears what a training does, in the order in which it happens, on the thread that trains. */
public interface TrainingObserver {
    /** Ignores everything. */
    TrainingObserver NONE = new TrainingObserver() {};

    /**
     * The data are read, split and encoded.
     *
     * @param skipped reviews left out because they hold no token
     */
    default void prepared(int trainingReviews, int validationReviews, int skipped, NetworkShape shape) {}

    /** How much there is to do. */
    default void planned(TrainingWork work) {}

    /**
     * Reviews without a label take part.
     *
     * @param used how many
     * @param dropped how many do not, because they stand twice, are held out, or will be tested on
     */
    default void unlabelled(int used, int dropped) {}

    /**
     * The n-gram classifier has learned.
     *
     * @param validationAccuracy its share of right verdicts on the held-out reviews
     */
    default void ngramsLearned(double validationAccuracy, double seconds) {}

    /**
     * A file was read that keeps what the encoder says of texts.
     *
     * @param texts of how many
     * @param missing how many it lacks; where it lacks any, the encoder is asked about all
     */
    default void verdictsRead(Path file, int texts, long missing) {}

    /**
     * The vectors of a sentence encoder are about to be computed.
     *
     * @param kept how many a file already has
     * @param missing how many are to be computed
     * @param cost of all that are missing, in the unit of {@link #vectorsComputed}
     */
    default void vectorsStarted(String encoder, int kept, int missing, long cost) {}

    /** Vectors worth {@code cost} are done; on any thread. */
    default void vectorsComputed(long cost) {}

    /**
     * The encoder's classifier has learned.
     *
     * @param validationAccuracy its share of right verdicts on the held-out reviews
     */
    default void encoderLearned(double validationAccuracy, double seconds) {}

    /**
     * The encoder's own weights are about to learn.
     *
     * @param tokens of all texts
     * @param done of them, before a run that was killed
     */
    default void tuningStarted(long tokens, long done) {}

    /** It has learned from so many more tokens. */
    default void tuned(long tokens) {}

    /** The tuned encoder is about to be asked about texts of so many tokens. */
    default void verdictsStarted(long tokens) {}

    /** It has read so many more; on any thread. */
    default void verdictsGiven(long tokens) {}

    /**
     * The encoder is tuned, and has said what it is asked.
     *
     * @param validationAccuracy its share of right verdicts on the held-out reviews
     */
    default void encoderTuned(double validationAccuracy, double seconds) {}

    /**
     * The epochs that follow are those of a network that teaches the model.
     *
     * @param number from 1 to {@code networks}
     */
    default void teacherStarted(int number, int networks) {}

    /** The epochs that follow are the model's. */
    default void modelStarted() {}

    /** A checkpoint is taken up; {@code last} was the last epoch before it. */
    default void resumed(EpochRecord last) {}

    /** A {@code checkpoint} is there that nobody asked to go on from; the first epoch replaces it. */
    default void startedOver(Path checkpoint) {}

    /**
     * Word vectors are about to be learned.
     *
     * @param tokens to be read, over all passes
     */
    default void wordVectorsStarted(int passes, long tokens) {}

    /** So many more tokens are read for them. */
    default void wordVectorsRead(long tokens) {}

    /**
     * What n-grams add to the network's logit is learned.
     *
     * @param ngrams how many have a weight
     */
    default void ngramTermLearned(int ngrams, double seconds) {}

    default void epochStarted(int epoch, int epochs, int reviews) {}

    /** One step of the running epoch is done, with a batch of {@code reviews} that have {@code tokens} together. */
    default void stepped(int reviews, long tokens) {}

    /** @param best whether this is the best epoch so far */
    default void epochFinished(EpochRecord epoch, boolean best) {}

    /** The graph gives the trainer's own logits. */
    default void parityHeld(Parity parity) {}

    /** The exported model was measured on a data set: {@code validation} or {@code test}. */
    default void evaluated(String dataSet, Evaluation evaluation) {}
}
