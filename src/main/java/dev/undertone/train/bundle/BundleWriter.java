// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.bundle;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.LabelledReview;
import dev.undertone.evaluate.Evaluation;
import dev.undertone.infer.BatchedScoring;
import dev.undertone.infer.OnnxSentimentModel;
import dev.undertone.model.Calibration;
import dev.undertone.model.ModelBundle;
import dev.undertone.model.ModelManifest;
import dev.undertone.model.Provenance;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.Tokenizer;
import dev.undertone.train.data.Dataset;
import dev.undertone.train.fit.Parity;
import dev.undertone.train.fit.Predictions;
import dev.undertone.train.fit.TrainingJob;
import dev.undertone.train.fit.TrainingObserver;
import dev.undertone.train.onnx.GraphExport;
import dev.undertone.train.plan.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns a trained model into a bundle. It grows in a folder of its own, is measured there as it will be served, and
 * takes its place only when it is complete and its graph has given the trainer's logits; until then the job's folder
 * stays as it was.
 */
public final class BundleWriter {
    private static final int PARITY_REVIEWS = 1_000;

    private final TrainingJob job;
    private final TrainingObserver observer;
    private final InstantSource clock;
    private final GraphExport export;

    public BundleWriter(TrainingJob job, TrainingObserver observer, InstantSource clock, GraphExport export) {
        this.job = job;
        this.observer = observer;
        this.clock = clock;
        this.export = export;
    }

    /**
     * Writes, checks and moves the bundle.
     *
     * @throws TrainingException if the exported graph is not the network
     */
    public TrainingReport write(TrainedModel model, Instant startedAt) {
        try (StagedFolder staged = StagedFolder.beside(job.out())) {
            Path folder = staged.path();
            Files.write(
                    folder.resolve(ModelBundle.GRAPH),
                    export.export(
                            model.weights(), model.ngrams(), Map.of("name", job.name(), "version", job.version())));
            model.vocabulary().write(folder.resolve(ModelBundle.VOCABULARY));
            Calibration calibration = model.validationLogits()
                    .polarityCalibration(model.validation())
                    .orElseThrow(() -> new TrainingException("the model tells positive held-out reviews from negative"
                            + " ones no better than a guess, so no bundle was written; train longer or on more"
                            + " reviews"));
            Optional<Calibration> neutral = model.validationLogits().neutralCalibration(model.validation());
            Parity parity;
            Map<String, Evaluation> evaluation = new LinkedHashMap<>();
            try (OnnxSentimentModel exported =
                    OnnxSentimentModel.open(folder.resolve(ModelBundle.GRAPH), neutral.isPresent())) {
                parity = parity(exported, model);
                observer.parityHeld(parity);
                evaluate("validation", exported, model.validation(), calibration, evaluation);
                if (job.test().isPresent()) {
                    ReviewEncoder encoder =
                            new ReviewEncoder(model.vocabulary(), job.plan().tokenLimit());
                    Dataset test = Dataset.of(job.test().get(), encoder);
                    evaluate("test", exported, test, calibration, evaluation);
                }
            }
            Provenance provenance = provenance(model, parity, startedAt);
            ModelManifest draft = manifest(model, calibration, neutral, Map.of(), provenance, evaluation);
            Files.writeString(
                    folder.resolve(ModelBundle.CARD), ModelCard.of(draft, model.history(), sharedTexts(), job.about()));
            ModelBundle.writeManifest(
                    folder, manifest(model, calibration, neutral, ModelBundle.hashes(folder), provenance, evaluation));
            parityOf(ModelBundle.open(folder), model);
            staged.publish();
            ModelBundle bundle = ModelBundle.open(job.out());
            parityOf(bundle, model);
            return new TrainingReport(job.out(), bundle, parity);
        } catch (IOException e) {
            throw new TrainingException(
                    "cannot write the bundle " + job.out() + " (" + e + "); make room or name another --out", e);
        }
    }

    private void parityOf(ModelBundle bundle, TrainedModel model) {
        try (OnnxSentimentModel served = OnnxSentimentModel.open(bundle)) {
            parity(served, model);
        }
    }

    private Parity parity(OnnxSentimentModel exported, TrainedModel model) {
        return Parity.check(
                exported,
                model.validation().first(PARITY_REVIEWS).reviews(),
                model.validationLogits(),
                job.parityTolerance());
    }

    private void evaluate(
            String name,
            OnnxSentimentModel exported,
            Dataset corpus,
            Calibration calibration,
            Map<String, Evaluation> into) {
        Predictions logits = new Predictions(BatchedScoring.logits(exported, corpus.reviews()), new float[0]);
        Evaluation evaluation = logits.evaluation(calibration, corpus);
        observer.evaluated(name, evaluation);
        into.put(name, evaluation);
    }

    private ModelManifest manifest(
            TrainedModel model,
            Calibration calibration,
            Optional<Calibration> neutral,
            Map<String, String> files,
            Provenance provenance,
            Map<String, Evaluation> evaluation) {
        return new ModelManifest(
                ModelManifest.FORMAT_VERSION,
                job.name(),
                job.version(),
                model.weights()
                        .shape()
                        .architecture(
                                model.ngrams().map(term -> term.slots().size()).orElse(0)),
                ModelManifest.LABELS,
                job.plan().tokenLimit(),
                new ModelManifest.TokenizerIdentity(Tokenizer.NAME, Tokenizer.fingerprint()),
                calibration,
                neutral.orElse(null),
                files,
                provenance,
                evaluation);
    }

    private Provenance provenance(TrainedModel model, Parity parity, Instant startedAt) {
        Map<String, Object> hyperParameters = new LinkedHashMap<>(job.plan().hyperParameters());
        job.encoder()
                .ifPresent(teaching ->
                        hyperParameters.put("encoder", teaching.vectors().encoder()));
        hyperParameters.put("epochHistory", model.history());
        hyperParameters.put("parity", parity);
        List<Provenance.DataSet> data = new ArrayList<>();
        job.training().forEach(corpus -> data.add(dataSet(corpus, "training and validation")));
        job.unlabelled()
                .forEach(texts ->
                        data.add(new Provenance.DataSet(texts.name(), "unlabelled", texts.size(), texts.hash())));
        job.test().ifPresent(test -> data.add(dataSet(test, "test")));
        return new Provenance(
                job.command(),
                job.plan().seed(),
                data,
                hyperParameters,
                LibraryVersions.all(),
                startedAt.truncatedTo(ChronoUnit.SECONDS).toString(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static Provenance.DataSet dataSet(Corpus corpus, String use) {
        return new Provenance.DataSet(corpus.name(), use, corpus.size(), corpus.hash());
    }

    /** How many test texts the training data hold too. */
    private long sharedTexts() {
        Set<String> training = job.training().stream()
                .flatMap(corpus -> corpus.reviews().stream())
                .map(LabelledReview::text)
                .collect(Collectors.toSet());
        return job.test().stream()
                .flatMap(test -> test.reviews().stream())
                .filter(review -> training.contains(review.text()))
                .count();
    }
}
