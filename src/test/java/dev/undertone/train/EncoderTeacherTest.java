// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.CorpusReader;
import dev.undertone.corpus.LabelledReview;
import dev.undertone.corpus.UnlabelledCorpus;
import dev.undertone.corpus.file.ReadOptions;
import dev.undertone.encoder.SentenceEncoder;
import dev.undertone.encoder.TextVectors;
import dev.undertone.infer.Logits;
import dev.undertone.infer.OnnxSentimentModel;
import dev.undertone.model.Calibration;
import dev.undertone.model.ModelBundle;
import dev.undertone.review.Label;
import dev.undertone.text.TokenIds;
import dev.undertone.train.fit.Parity;
import dev.undertone.train.fit.TeachingEncoder;
import dev.undertone.train.fit.TrainingJob;
import dev.undertone.train.fit.TrainingObserver;
import dev.undertone.train.plan.Distillation;
import dev.undertone.train.plan.NetworkShape;
import dev.undertone.train.plan.Optimization;
import dev.undertone.train.plan.Pooling;
import dev.undertone.train.plan.RecurrentLayer;
import dev.undertone.train.plan.Regularization;
import dev.undertone.train.plan.Schedule;
import dev.undertone.train.plan.TrainingPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled encoder teaches a small network three classes, from sentences made by templates. */
@Tag("slow")
class EncoderTeacherTest {
    private static final TrainingPlan PLAN = TrainingPlan.of(
                    new NetworkShape(RecurrentLayer.BILSTM, Pooling.MAX_MEAN, 2_000, 16, 16),
                    new Optimization(1e-2, 0.01, 1, Schedule.ONE_CYCLE, 0.9, 32, 4))
            .tokenLimit(40)
            .wordVectorPasses(1)
            .regularization(new Regularization(0.05, 0.05, 0.1, 0.02, 0))
            .distillation(new Distillation(0, 1, false))
            .ngramSlots(1 << 12)
            .excerpts(1)
            .validationShare(0.2)
            .seed(7)
            .build();

    private static final int MOST_WORDS = 6;

    /** Short ones, which some hundred are enough to learn from; named as reviews, which an encoder is asked about. */
    private static final Corpus TEMPLATES = new Corpus(
            "sentences.tsv",
            CorpusReader.read(Path.of("src", "main", "recipes", "negation.templates"), ReadOptions.defaults())
                    .corpus()
                    .reviews()
                    .stream()
                    .filter(review -> review.text().split(" ").length <= MOST_WORDS)
                    .toList());

    private static final Corpus GRADED = TEMPLATES.balanced(900);

    private static final List<Corpus> LABELLED = List.of(GRADED, SyntheticCorpus.corpus(100, 1));

    private static final UnlabelledCorpus UNLABELLED = new UnlabelledCorpus(
            "more.txt",
            TEMPLATES.balanced(1_500).reviews().stream()
                    .map(LabelledReview::text)
                    .toList());

    @TempDir
    private static Path folder;

    private static final List<String> HEARD = new ArrayList<>();
    private static ModelBundle bundle;
    private static double validationAccuracy;
    private static double tunedAccuracy;

    @BeforeAll
    static void trainOnce() {
        bundle = train("model");
    }

    @Test
    void shouldLearnWhatIsNeutral() {
        // Given
        Calibration neutral = bundle.manifest().learnedNeutral().orElseThrow();

        // When
        int right = 0;
        List<LabelledReview> others = new ArrayList<>(TEMPLATES.reviews());
        others.removeAll(GRADED.reviews());
        try (OnnxSentimentModel model = OnnxSentimentModel.open(bundle)) {
            for (LabelledReview review : others.subList(0, 500)) {
                Logits logits = model.allLogits(List.of(bundle.encoder().encode(review.text())));
                double neither = neutral.probability(logits.neutral().orElseThrow()[0]);
                right += neither >= 0.5 == review.neutral() ? 1 : 0;
            }
        }

        // Then
        assertThat(right).isGreaterThan(400);
    }

    @Test
    void shouldGiveTheSameVerdictInBatchesOfAnySize() {
        List<TokenIds> texts = Stream.of("not bad", "The film was not good at all.", "It came on Monday.")
                .map(bundle.encoder()::encode)
                .toList();

        try (OnnxSentimentModel model = OnnxSentimentModel.open(bundle)) {
            Logits together = model.allLogits(texts);
            for (int i = 0; i < texts.size(); i++) {
                Logits alone = model.allLogits(List.of(texts.get(i)));
                assertThat(together.polarity()[i]).isEqualTo(alone.polarity()[0]);
                assertThat(together.neutral().orElseThrow()[i])
                        .isEqualTo(alone.neutral().orElseThrow()[0]);
            }
        }
    }

    @Test
    void shouldTellOfTheEncoderInTheManifest() {
        assertThat(bundle.manifest().training().hyperParameters()).containsEntry("encoder", "bge-small-en-v1.5-q");
        assertThat(validationAccuracy).isGreaterThan(0.8);
    }

    @Test
    void shouldMakeTheSameModelAgainWithoutComputingAVectorTwice() {
        // When
        HEARD.clear();
        ModelBundle again = train("again");

        // Then
        assertThat(HEARD).contains("0 vectors missing");
        assertThat(again.manifest().files().get(ModelBundle.GRAPH))
                .isEqualTo(bundle.manifest().files().get(ModelBundle.GRAPH));
    }

    @Test
    void shouldNotAskTheEncoderWhereAFileHasAllThatItSays() {
        // Given
        Optional<Path> verdicts = Optional.of(folder.resolve("model.verdicts"));
        ModelBundle asking = train("asking", PLAN, folder.resolve("vectors"), verdicts);

        // When
        HEARD.clear();
        ModelBundle reading = train("reading", PLAN, folder.resolve("no-vectors"), verdicts);
        List<String> heard = List.copyOf(HEARD);
        HEARD.clear();
        train("lacking", PLAN.toBuilder().validationShare(0.1).build(), folder.resolve("vectors"), verdicts);

        // Then
        assertThat(heard).containsExactly("0 verdicts missing");
        assertThat(HEARD)
                .hasSize(2)
                .first()
                .asString()
                .endsWith(" verdicts missing")
                .isNotEqualTo("0 verdicts missing");
        assertThat(HEARD).last().asString().endsWith(" vectors missing");
        assertThat(reading.manifest().files().get(ModelBundle.GRAPH))
                .isEqualTo(asking.manifest().files().get(ModelBundle.GRAPH));
    }

    @Test
    void shouldNotAskTheEncoderAboutWhatWasMadeForItsLabel() {
        // Given
        Optional<Path> verdicts = Optional.of(folder.resolve("made.verdicts"));
        train("made-before", PLAN, folder.resolve("vectors"), verdicts);
        Corpus more = new Corpus(
                "own.templates",
                List.of(
                        new LabelledReview("The hinge came off. Sent it back.", Label.NEGATIVE),
                        new LabelledReview("My sister wants one too. So does her son.", Label.POSITIVE)));

        // When
        HEARD.clear();
        train(
                "made-after",
                PLAN,
                folder.resolve("no-vectors"),
                verdicts,
                Stream.concat(LABELLED.stream(), Stream.of(more)).toList());

        // Then
        assertThat(HEARD).containsExactly("0 verdicts missing");
    }

    @Test
    void shouldTuneTheEncoderOnceForTheSameTextsAndSeed() {
        // Given
        TrainingPlan tuned =
                PLAN.toBuilder().distillation(new Distillation(0, 1, true)).build();

        // When
        HEARD.clear();
        ModelBundle first = train("tuned", tuned);
        List<String> then = List.copyOf(HEARD);
        HEARD.clear();
        ModelBundle second = train("tuned-again", tuned);
        List<String> again = List.copyOf(HEARD);
        HEARD.clear();
        train("tuned-otherwise", tuned.toBuilder().seed(8).build());

        // Then
        assertThat(then).contains("tuned");
        assertThat(tunedAccuracy).isGreaterThan(0.8);
        assertThat(again).doesNotContain("tuned");
        assertThat(HEARD).contains("tuned");
        assertThat(second.manifest().files().get(ModelBundle.GRAPH))
                .isEqualTo(first.manifest().files().get(ModelBundle.GRAPH))
                .isNotEqualTo(bundle.manifest().files().get(ModelBundle.GRAPH));
    }

    private static ModelBundle train(String out) {
        return train(out, PLAN);
    }

    private static ModelBundle train(String out, TrainingPlan plan) {
        return train(out, plan, folder.resolve("vectors"), Optional.empty());
    }

    private static ModelBundle train(String out, TrainingPlan plan, Path cache, Optional<Path> verdicts) {
        return train(out, plan, cache, verdicts, LABELLED);
    }

    private static ModelBundle train(
            String out, TrainingPlan plan, Path cache, Optional<Path> verdicts, List<Corpus> labelled) {
        TrainingObserver observer = new TrainingObserver() {
            @Override
            public void verdictsRead(Path file, int texts, long missing) {
                HEARD.add(missing + " verdicts missing");
            }

            @Override
            public void vectorsStarted(String encoder, int kept, int missing, long cost) {
                HEARD.add(missing + " vectors missing");
            }

            @Override
            public void encoderLearned(double validationAccuracy, double seconds) {
                EncoderTeacherTest.validationAccuracy = validationAccuracy;
            }

            @Override
            public void encoderTuned(double validationAccuracy, double seconds) {
                HEARD.add("tuned");
                tunedAccuracy = validationAccuracy;
            }
        };
        try (TextVectors vectors = new TextVectors(SentenceEncoder.bundled(), cache)) {
            TrainingJob job = new TrainingJob(
                    plan,
                    labelled,
                    List.of(UNLABELLED),
                    Optional.empty(),
                    Optional.of(new TeachingEncoder(vectors, verdicts)),
                    folder.resolve(out),
                    folder.resolve(out + ".checkpoint"),
                    false,
                    Parity.TOLERANCE,
                    "taught",
                    "1",
                    "undertone train",
                    Optional.empty());
            return new Trainer(observer).train(job).bundle();
        }
    }
}
