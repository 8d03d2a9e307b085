// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import static dev.undertone.train.TrainingJobs.PLAN;
import static dev.undertone.train.TrainingJobs.UNLABELLED;
import static dev.undertone.train.TrainingJobs.jobIn;
import static dev.undertone.train.TrainingJobs.trainer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.LabelledReview;
import dev.undertone.corpus.UnlabelledCorpus;
import dev.undertone.model.ModelBundle;
import dev.undertone.model.Provenance;
import dev.undertone.train.fit.Parity;
import dev.undertone.train.fit.TrainingJob;
import dev.undertone.train.fit.TrainingObserver;
import dev.undertone.train.plan.TrainingException;
import dev.undertone.train.plan.TrainingPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which reviews a model is learned from. */
@Tag("slow")
class TrainerDataTest {
    @TempDir
    private Path folder;

    private TrainingJob job(TrainingPlan plan, String out) {
        return jobIn(folder, plan, out);
    }

    private TrainingJob job(TrainingPlan plan, String out, Corpus training, Optional<UnlabelledCorpus> unlabelled) {
        return jobIn(folder, plan, out, training, unlabelled);
    }

    @Test
    void shouldLearnFromReviewsWithoutALabel() {
        // Given
        Corpus few = SyntheticCorpus.corpus(60, 1);
        trainer(TrainingObserver.NONE).train(job(PLAN, "few", few, Optional.empty()));

        // When
        trainer(TrainingObserver.NONE).train(job(PLAN, "more", few, Optional.of(UNLABELLED)));

        // Then
        double without = testAccuracy("few");
        assertThat(testAccuracy("more")).isGreaterThan(without).isGreaterThan(0.9);
        assertThat(ModelBundle.open(folder.resolve("more"))
                        .manifest()
                        .training()
                        .data())
                .extracting(Provenance.DataSet::use)
                .containsExactly("training and validation", "unlabelled", "test");
    }

    @Test
    void shouldNotLearnFromTextsItIsMeasuredOn() {
        // Given
        Corpus training = SyntheticCorpus.corpus(200, 1);
        List<String> texts = new ArrayList<>(UNLABELLED.texts());
        SyntheticCorpus.corpus(200, 2).reviews().forEach(review -> texts.add(review.text()));
        training.holdOut(PLAN.validationShare()).heldOut().reviews().forEach(review -> texts.add(review.text()));
        texts.add(texts.get(0));
        List<Integer> counts = new ArrayList<>();
        TrainingObserver observer = new TrainingObserver() {
            @Override
            public void unlabelled(int used, int dropped) {
                counts.addAll(List.of(used, dropped));
            }
        };

        // When
        trainer(observer).train(job(PLAN, "model", training, Optional.of(new UnlabelledCorpus("mixed.txt", texts))));

        // Then
        assertThat(counts).containsExactly(UNLABELLED.size(), texts.size() - UNLABELLED.size());
    }

    @Test
    void shouldRefuseReviewsOfOneLabel() {
        // Given
        Corpus onlyGood = new Corpus(
                "good.tsv",
                SyntheticCorpus.corpus(40, 1).reviews().stream()
                        .filter(LabelledReview::positive)
                        .toList());
        TrainingJob job = new TrainingJob(
                PLAN,
                List.of(onlyGood),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                folder.resolve("model"),
                folder,
                false,
                Parity.TOLERANCE,
                "n",
                "1",
                "c",
                Optional.empty());

        // When Then
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> trainer(TrainingObserver.NONE).train(job))
                .withMessageContaining("there must be some of both");
    }

    private double testAccuracy(String out) {
        return ModelBundle.open(folder.resolve(out))
                .manifest()
                .evaluation()
                .get("test")
                .accuracy();
    }
}
