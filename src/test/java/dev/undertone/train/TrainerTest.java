// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import static dev.undertone.train.TrainingJobs.CLOCK;
import static dev.undertone.train.TrainingJobs.PLAN;
import static dev.undertone.train.TrainingJobs.contents;
import static dev.undertone.train.TrainingJobs.interrupt;
import static dev.undertone.train.TrainingJobs.interruptAtEpochInAll;
import static dev.undertone.train.TrainingJobs.jobIn;
import static dev.undertone.train.TrainingJobs.recording;
import static dev.undertone.train.TrainingJobs.taughtJob;
import static dev.undertone.train.TrainingJobs.trainer;
import static dev.undertone.train.TrainingJobs.withoutResume;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.UnlabelledCorpus;
import dev.undertone.infer.OnnxSentimentModel;
import dev.undertone.model.ModelBundle;
import dev.undertone.ngram.NgramLogit;
import dev.undertone.train.fit.EpochRecord;
import dev.undertone.train.fit.TrainingJob;
import dev.undertone.train.fit.TrainingObserver;
import dev.undertone.train.network.Weights;
import dev.undertone.train.onnx.OnnxExporter;
import dev.undertone.train.plan.NetworkShape;
import dev.undertone.train.plan.Pooling;
import dev.undertone.train.plan.RecurrentLayer;
import dev.undertone.train.plan.TrainingException;
import dev.undertone.train.plan.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    /** Bundles and checkpoints that several tests look at and none changes. */
    @TempDir
    private static Path shared;

    private static final List<String> HEARD = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeAll
    static void trainOnce() {
        trainer(recording(HEARD)).train(jobIn(shared, PLAN, "model"));
        interrupt(jobIn(shared, PLAN, "cut"), 2);
        trainer(TrainingObserver.NONE).train(taughtJob(shared, "taught"));
    }

    @ParameterizedTest
    @EnumSource(RecurrentLayer.class)
    void shouldLearnAndWriteABundleThatOpens(RecurrentLayer kind) {
        // Given
        TrainingPlan plan = PLAN.toBuilder()
                .network(new NetworkShape(kind, Pooling.MAX_MEAN, 1_000, 8, 8))
                .build();

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
        trainer(TrainingObserver.NONE).train(job(PLAN.toBuilder().seed(8).build(), "model"));

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
    void shouldTellOfACheckpointThatNobodyAskedToGoOnFrom() throws IOException {
        // Given
        TrainingJob job = job(PLAN, "again");
        interrupt(job, 3);
        List<Path> heard = new ArrayList<>();
        List<Integer> epochs = new ArrayList<>();
        TrainingObserver observer = new TrainingObserver() {
            @Override
            public void startedOver(Path checkpoint) {
                heard.add(checkpoint);
            }

            @Override
            public void epochStarted(int number, int all, int reviews) {
                epochs.add(number);
            }
        };

        // When
        trainer(observer).train(withoutResume(job));

        // Then
        assertThat(heard).containsExactly(folder.resolve("again.checkpoint").resolve("training.checkpoint"));
        assertThat(epochs).startsWith(1);
    }

    @Test
    void shouldRefuseToResumeWithAnotherPlan() throws IOException {
        // Given
        copyOfShared("cut.checkpoint");

        // When
        Throwable refusal = catchThrowable(() -> trainer(TrainingObserver.NONE)
                .train(job(PLAN.toBuilder().seed(8).build(), "cut")));

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
        Throwable refusal =
                catchThrowable(() -> altering.train(job(PLAN.toBuilder().seed(9).build(), "model")));

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

    private static byte[] exportAltered(Weights weights, Optional<NgramLogit> ngrams, Map<String, String> metadata) {
        Map<String, float[]> values = new LinkedHashMap<>();
        weights.shape().weights().keySet().forEach(name -> values.put(name, weights.values(name)));
        values.get(NetworkShape.OUTPUT_BIAS)[0] += 1e-3f;
        return OnnxExporter.export(Weights.of(weights.shape(), values), ngrams, metadata);
    }

    private TrainingJob job(TrainingPlan plan, String out) {
        return jobIn(folder, plan, out);
    }

    private TrainingJob job(TrainingPlan plan, String out, Corpus training, Optional<UnlabelledCorpus> unlabelled) {
        return jobIn(folder, plan, out, training, unlabelled);
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
}
