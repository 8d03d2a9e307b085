// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.LabelledReview;
import dev.undertone.corpus.UnlabelledCorpus;
import dev.undertone.evaluate.Evaluation;
import dev.undertone.model.ModelBundle;
import dev.undertone.train.fit.EpochRecord;
import dev.undertone.train.fit.Parity;
import dev.undertone.train.fit.TrainingJob;
import dev.undertone.train.fit.TrainingObserver;
import dev.undertone.train.onnx.OnnxExporter;
import dev.undertone.train.plan.Distillation;
import dev.undertone.train.plan.NetworkShape;
import dev.undertone.train.plan.Optimization;
import dev.undertone.train.plan.Pooling;
import dev.undertone.train.plan.RecurrentLayer;
import dev.undertone.train.plan.Regularization;
import dev.undertone.train.plan.Schedule;
import dev.undertone.train.plan.TrainingPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Small trainings on made-up reviews. */
final class TrainingJobs {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T10:00:00Z"));
    static final TrainingPlan PLAN = TrainingPlan.of(
                    new NetworkShape(RecurrentLayer.BILSTM, Pooling.MAX_MEAN, 1_000, 8, 8),
                    new Optimization(2e-2, 0.01, 1, Schedule.ONE_CYCLE, 0.9, 16, 4))
            .tokenLimit(20)
            .wordVectorPasses(2)
            .regularization(new Regularization(0.1, 0.1, 0.2, 0.02, 0.02))
            .distillation(new Distillation(1, 3, false))
            .ngramSlots(1 << 12)
            .excerpts(1)
            .validationShare(0.2)
            .seed(7)
            .build();

    static final UnlabelledCorpus UNLABELLED = new UnlabelledCorpus(
            "synthetic.txt",
            SyntheticCorpus.corpus(600, 3).reviews().stream()
                    .map(LabelledReview::text)
                    .toList());

    private TrainingJobs() {}

    static Trainer trainer(TrainingObserver observer) {
        return new Trainer(observer, CLOCK, OnnxExporter::export);
    }

    /** @param epoch counted over teachers and model */
    static void interruptAtEpochInAll(TrainingJob job, int epoch) {
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

    static void interrupt(TrainingJob job, int epoch) {
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

    /** One in which teachers label reviews for the model to learn from. */
    static TrainingJob taughtJob(Path parent, String out) {
        return jobIn(parent, PLAN, out, SyntheticCorpus.corpus(100, 1), Optional.of(UNLABELLED));
    }

    static TrainingJob jobIn(Path parent, TrainingPlan plan, String out) {
        return jobIn(parent, plan, out, SyntheticCorpus.corpus(400, 1), Optional.empty());
    }

    static TrainingJob jobIn(
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

    static TrainingJob withoutResume(TrainingJob job) {
        return new TrainingJob(
                job.plan(),
                job.training(),
                job.unlabelled(),
                job.test(),
                job.encoder(),
                job.out(),
                job.checkpoint(),
                false,
                job.parityTolerance(),
                job.name(),
                job.version(),
                job.command(),
                job.about());
    }

    static Map<String, String> contents(Path bundle) throws IOException {
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

    static TrainingObserver recording(List<String> heard) {
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
