// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undertone.config.ScorerConfig;
import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.CorpusException;
import dev.undertone.corpus.CorpusReader;
import dev.undertone.corpus.LabelledReview;
import dev.undertone.evaluate.Confusion;
import dev.undertone.evaluate.Evaluation;
import dev.undertone.model.ModelBundle;
import dev.undertone.review.Outcome;
import dev.undertone.review.Scored;
import dev.undertone.score.ReviewScorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a model on labelled reviews. */
@Command(name = "evaluate", description = "Measure a model on labelled reviews.")
final class EvaluateCommand implements Callable<Integer> {
    private static final int BATCH = 512;

    private final Terminal terminal;

    @Mixin
    private ConfigOptions configOptions;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "PATH",
            description =
                    "Labelled reviews: .tsv, .jsonl, either with .gz, or an aclImdb folder, of which its test part is used.")
    private Path data;

    @Option(names = "--model", paramLabel = "DIR", description = "The model bundle (default: the one that came along).")
    private Optional<String> model = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "Use the first N reviews only.")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--json", description = "Print the figures as one JSON object.")
    private boolean json;

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        ScorerConfig config = configOptions.load(Map.of(ScorerConfig.MODEL_PATH, model));
        ModelBundle bundle = ModelBundle.open(config.modelPath());
        Corpus corpus = CorpusReader.readTestPart(data).orElseGet(() -> CorpusReader.read(data));
        Evaluation evaluation;
        try (ReviewScorer scorer = ReviewScorer.open(bundle, 0)) {
            evaluation = evaluate(scorer, corpus.reviews().subList(0, Math.min(limit, corpus.size())));
        }
        if (json) {
            printJson(bundle, corpus, evaluation);
        } else {
            printTable(bundle, corpus, evaluation);
        }
        return ExitCode.DONE;
    }

    private static Evaluation evaluate(ReviewScorer scorer, List<LabelledReview> reviews) {
        double[] probabilities = new double[reviews.size()];
        boolean[] positive = new boolean[reviews.size()];
        int n = 0;
        try (Progress progress = Progress.start("Scoring", reviews.size())) {
            for (int start = 0; start < reviews.size(); start += BATCH) {
                List<LabelledReview> batch = reviews.subList(start, Math.min(reviews.size(), start + BATCH));
                List<Outcome> outcomes = scorer.score(batch.stream()
                        .map(review -> scorer.encode(review.text()))
                        .toList());
                for (int i = 0; i < outcomes.size(); i++) {
                    // A review without a word has no verdict: it counts neither for nor against the model.
                    if (outcomes.get(i) instanceof Scored scored) {
                        probabilities[n] = scored.probability();
                        positive[n++] = batch.get(i).positive();
                    }
                }
                progress.step(batch.size());
            }
        }
        if (n == 0) {
            throw new CorpusException("none of the reviews holds a word, so there is nothing to evaluate");
        }
        return Evaluation.of(Arrays.copyOf(probabilities, n), Arrays.copyOf(positive, n));
    }

    private void printJson(ModelBundle bundle, Corpus corpus, Evaluation evaluation) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode node = mapper.createObjectNode();
        node.put("data", corpus.name());
        node.putObject("model")
                .put("name", bundle.manifest().name())
                .put("version", bundle.manifest().version());
        node.setAll((ObjectNode) mapper.valueToTree(evaluation));
        terminal.out().println(mapper.writeValueAsString(node));
    }

    private void printTable(ModelBundle bundle, Corpus corpus, Evaluation evaluation) {
        Confusion confusion = evaluation.confusion();
        terminal.out()
                .printf(
                        Locale.ROOT,
                        """
                        model      %s %s
                        data       %s, %,d reviews
                        accuracy   %.2f %%   (95 %% interval %.2f to %.2f)
                        F1         %.4f
                        ECE        %.4f
                        log loss   %.4f

                                    called positive  called negative
                        positive    %,15d  %,15d
                        negative    %,15d  %,15d
                        """,
                        bundle.manifest().name(),
                        bundle.manifest().version(),
                        corpus.name(),
                        evaluation.n(),
                        100 * evaluation.accuracy(),
                        100 * evaluation.accuracyLow(),
                        100 * evaluation.accuracyHigh(),
                        evaluation.f1(),
                        evaluation.ece(),
                        evaluation.logLoss(),
                        confusion.truePositive(),
                        confusion.falseNegative(),
                        confusion.falsePositive(),
                        confusion.trueNegative());
    }
}
