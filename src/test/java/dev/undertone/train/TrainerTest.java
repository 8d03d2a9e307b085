// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.LabelledReview;
import dev.undertone.corpus.UnlabelledCorpus;
import dev.undertone.evaluate.Evaluation;
import dev.undertone.infer.OnnxSentimentModel;
import dev.undertone.model.ModelBundle;
import dev.undertone.model.Provenance;
import dev.undertone.ngram.NgramLogit;
import dev.undertone.train.fit.EpochRecord;
import dev.undertone.train.fit.Parity;
import dev.undertone.train.fit.TrainingJob;
import dev.undertone.train.fit.TrainingObserver;
import dev.undertone.train.network.Weights;
import dev.undertone.train.onnx.OnnxExporter;
import dev.undertone.train.plan.Distillation;
import dev.undertone.train.plan.NetworkShape;
import dev.undertone.train.plan.Optimization;
import dev.undertone.train.plan.Pooling;
import dev.undertone.train.plan.RecurrentLayer;
import dev.undertone.train.plan.Regularization;
import dev.undertone.train.plan.Schedule;
import dev.undertone.train.plan.TrainingException;
import dev.undertone.train.plan.TrainingPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class TrainerTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T10:00:00Z"));
    private static final TrainingPlan PLAN = new TrainingPlan(
            new NetworkShape(RecurrentLayer.BILSTM, Pooling.MAX_MEAN, 1_000, 8, 8),
            20,
            2,
            new Regularization(0.1, 0.1, 0.2, 0.02, 0.02),
            new Optimization(2e-2, 0.01, 1, Schedule.ONE_CYCLE, 0.9, 16, 4),
            new Distillation(1, 3, false),
            1 << 12,
            1,
            0.2,
            7,
            1);

    private static final UnlabelledCorpus UNLABELLED = new UnlabelledCorpus(
            "synthetic.txt",
            SyntheticCorpus.corpus(600, 3).reviews().stream()
                    .map(LabelledReview::text)
                    .toList());

    /** Bundles and checkpoints that several tests look at and none changes. */
    @TempDir
    private static Path shared;

    private static final List<String> HEARD = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeAll
    static void trainOnce() {
        trainer(recording(HEARD)).train(job(shared, PLAN, "model"));
        interrupt(job(shared, PLAN, "cut"), 2);
        trainer(TrainingObserver.NONE).train(taughtJob(shared, "taught"));
    }

    @ParameterizedTest
    @EnumSource(RecurrentLayer.class)
    void shouldLearnAndWriteABundleThatOpens(RecurrentLayer kind) {
        // Given
        TrainingPlan plan = PLAN.withNetwork(new NetworkShape(kind, Pooling.MAX_MEAN, 1_000, 8, 8));

        // When
        if (!plan.equals(PLAN)) {
            trainer(TrainingObserver.NONE).train(job(plan, "model"));
        }

        // Then
        ModelBundle bundle = ModelBundle.open((plan.equals(PLAN) ? shared : folder).resolve("model"));
        assertThat(bundle.manifest().evaluation().get("test").accuracy()).isGreaterThan(0.9);
        assertThat(bundle.manifest().architecture().kind()).isEqualTo(kind.label());
        assertThat(bundle.manifest().architecture().vocabulary())
                .isEqualTo(bundle.vocabulary().size());
        try (OnnxSentimentModel model = OnnxSentimentModel.open(bundle)) {
            float[] logits = model.logits(List.of(
                    bundle.encoder().encode("a great story"), bundle.encoder().encode("a dull story")));
            assertThat(logits[0]).isGreaterThan(logits[1]);
        }
    }

    @Test
    void shouldMakeTheSameFilesFromTheSameSeed() throws IOException {
        // When
        trainer(TrainingObserver.NONE).train(job(PLAN, "model"));

        // Then
        assertThat(contents(folder.resolve("model"))).isEqualTo(contents(shared.resolve("model")));
    }

    @Test
    void shouldMakeAnotherModelFromAnotherSeed() throws IOException {
        // When
        trainer(TrainingObserver.NONE).train(job(PLAN.withSeed(8), "model"));

        // Then
        assertThat(contents(folder.resolve("model")).get(ModelBundle.GRAPH))
                .isNotEqualTo(contents(shared.resolve("model")).get(ModelBundle.GRAPH));
    }

    @Test
    void shouldEndWithTheSameModelWhenResumedAfterAnInterruption() throws IOException {
        // Given
        TrainingJob job = job(PLAN, "resumed");
        interrupt(job, 3);
        List<EpochRecord> heard = new ArrayList<>();
        TrainingObserver observer = new TrainingObserver() {
            @Override
            public void resumed(EpochRecord last) {
                heard.add(last);
            }
        };

        // When
        trainer(observer).train(job);

        // Then
        assertThat(heard).extracting(EpochRecord::epoch).containsExactly(2);
        assertThat(contents(folder.resolve("resumed"))).isEqualTo(contents(shared.resolve("model")));
        assertThat(folder.resolve("resumed.checkpoint")).doesNotExist();
    }

    @Test
    void shouldRefuseToResumeWithAnotherPlan() throws IOException {
        // Given
        copyOfShared("cut.checkpoint");

        // When
        Throwable refusal = catchThrowable(() -> trainer(TrainingObserver.NONE).train(job(PLAN.withSeed(8), "cut")));

        // Then
        assertThat(refusal)
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("belongs to another plan or other data")
                .hasMessageContaining("--resume");
    }

    @Test
    void shouldRefuseAnAlteredGraphAndLeaveTheOldBundleAlone() throws IOException {
        // Given
        copyOfShared("model");
        Map<String, String> before = contents(folder.resolve("model"));
        Trainer altering = new Trainer(TrainingObserver.NONE, CLOCK, TrainerTest::exportAltered);

        // When
        Throwable refusal = catchThrowable(() -> altering.train(job(PLAN.withSeed(9), "model")));

        // Then
        assertThat(refusal).isInstanceOf(TrainingException.class).hasMessageContaining("differs from the trained");
        assertThat(contents(folder.resolve("model"))).isEqualTo(before);
    }

    @Test
    void shouldLeaveNothingBehindWhereTheGraphIsRefused() throws IOException {
        // Given
        Trainer altering = new Trainer(TrainingObserver.NONE, CLOCK, TrainerTest::exportAltered);

        // When
        Throwable refusal = catchThrowable(() -> altering.train(job(PLAN, "model")));

        // Then
        assertThat(refusal).isInstanceOf(TrainingException.class);
        try (Stream<Path> left = Files.list(folder)) {
            // The checkpoint stays: what was learned is not lost.
            assertThat(left).containsExactly(folder.resolve("model.checkpoint"));
        }
    }

    @Test
    void shouldRefuseToReplaceAFolderThatIsNoBundle() throws IOException {
        // Given
        Path precious = Files.createDirectories(folder.resolve("model")).resolve("thesis.txt");
        Files.writeString(precious, "years of work");

        // When
        Throwable refusal = catchThrowable(() -> trainer(TrainingObserver.NONE).train(job(PLAN, "model")));

        // Then
        assertThat(refusal)
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("such as thesis.txt")
                .hasMessageContaining("--out");
        assertThat(precious).exists();
    }

    @Test
    void shouldRefuseACheckpointThatIsCutShort() throws IOException {
        // Given
        Path file = copyOfShared("cut.checkpoint").resolve("training.checkpoint");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 5_000));

        // When
        Throwable refusal = catchThrowable(() -> trainer(TrainingObserver.NONE).train(job(PLAN, "cut")));

        // Then
        assertThat(refusal).isInstanceOf(TrainingException.class).hasMessageContaining("cannot be read");
    }

    @Test
    void shouldTellTheObserverWhatHappens() {
        assertThat(HEARD)
                .startsWith("prepared", "started 1", "finished 1", "started 2")
                .endsWith("finished 4", "parity", "validation", "test");
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

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void shouldEndWithTheSameModelWhenResumedWhileTeachersLearn(int epoch) throws IOException {
        // Given
        TrainingJob job = taughtJob(folder, "resumed");
        interruptAtEpochInAll(job, epoch);

        // When
        trainer(TrainingObserver.NONE).train(job);

        // Then
        assertThat(contents(folder.resolve("resumed"))).isEqualTo(contents(shared.resolve("taught")));
        assertThat(folder.resolve("resumed.checkpoint")).doesNotExist();
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

    private static byte[] exportAltered(Weights weights, Optional<NgramLogit> ngrams, Map<String, String> metadata) {
        Map<String, float[]> values = new LinkedHashMap<>();
        weights.shape().weights().keySet().forEach(name -> values.put(name, weights.values(name)));
        values.get(NetworkShape.OUTPUT_BIAS)[0] += 1e-3f;
        return OnnxExporter.export(Weights.of(weights.shape(), values), ngrams, metadata);
    }

    private static Trainer trainer(TrainingObserver observer) {
        return new Trainer(observer, CLOCK, OnnxExporter::export);
    }

    private double testAccuracy(String out) {
        return ModelBundle.open(folder.resolve(out))
                .manifest()
                .evaluation()
                .get("test")
                .accuracy();
    }

    /** @param epoch counted over teachers and model */
    private void interruptAtEpochInAll(TrainingJob job, int epoch) {
        TrainingObserver interrupting = new TrainingObserver() {
            private int started;

            @Override
            public void epochStarted(int number, int epochs, int reviews) {
                if (++started == epoch) {
                    throw new IllegalStateException("interrupted");
                }
            }
        };
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> trainer(interrupting).train(job));
    }

    private static void interrupt(TrainingJob job, int epoch) {
        TrainingObserver interrupting = new TrainingObserver() {
            @Override
            public void epochStarted(int started, int epochs, int reviews) {
                if (started == epoch) {
                    throw new IllegalStateException("interrupted");
                }
            }
        };
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> trainer(interrupting).train(job))
                .withMessage("interrupted");
    }

    private TrainingJob job(TrainingPlan plan, String out) {
        return job(folder, plan, out);
    }

    private TrainingJob job(TrainingPlan plan, String out, Corpus training, Optional<UnlabelledCorpus> unlabelled) {
        return job(folder, plan, out, training, unlabelled);
    }

    /** One in which teachers label reviews for the model to learn from. */
    private static TrainingJob taughtJob(Path parent, String out) {
        return job(parent, PLAN, out, SyntheticCorpus.corpus(100, 1), Optional.of(UNLABELLED));
    }

    private static TrainingJob job(Path parent, TrainingPlan plan, String out) {
        return job(parent, plan, out, SyntheticCorpus.corpus(400, 1), Optional.empty());
    }

    private static TrainingJob job(
            Path parent, TrainingPlan plan, String out, Corpus training, Optional<UnlabelledCorpus> unlabelled) {
        return new TrainingJob(
                plan,
                List.of(training),
                unlabelled.stream().toList(),
                Optional.of(SyntheticCorpus.corpus(200, 2)),
                Optional.empty(),
                parent.resolve(out),
                parent.resolve(out + ".checkpoint"),
                true,
                Parity.TOLERANCE,
                "synthetic",
                "1",
                "undertone train --data synthetic.tsv",
                Optional.of("Made up for a test."));
    }

    private Path copyOfShared(String name) throws IOException {
        Path copy = Files.createDirectories(folder.resolve(name));
        try (Stream<Path> files = Files.list(shared.resolve(name))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private static Map<String, String> contents(Path bundle) throws IOException {
        try (Stream<Path> files = Files.list(bundle)) {
            List<Path> all = files.toList();
            Map<String, String> contents = new LinkedHashMap<>();
            for (Path file : all) {
                contents.put(
                        file.getFileName().toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
            assertThat(contents.keySet())
                    .containsAll(Stream.concat(ModelBundle.FILES.stream(), Stream.of(ModelBundle.MANIFEST))
                            .collect(Collectors.toSet()));
            return contents;
        }
    }

    private static TrainingObserver recording(List<String> heard) {
        return new TrainingObserver() {
            @Override
            public void prepared(int trainingReviews, int validationReviews, int skipped, NetworkShape shape) {
                heard.add("prepared");
            }

            @Override
            public void epochStarted(int epoch, int epochs, int reviews) {
                heard.add("started " + epoch);
            }

            @Override
            public void epochFinished(EpochRecord epoch, boolean best) {
                heard.add("finished " + epoch.epoch());
            }

            @Override
            public void parityHeld(Parity parity) {
                heard.add("parity");
            }

            @Override
            public void evaluated(String dataSet, Evaluation evaluation) {
                heard.add(dataSet);
            }
        };
    }
}
