// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.bundle;

import dev.undertone.evaluate.MeasuredSection;
import dev.undertone.model.Architecture;
import dev.undertone.model.ModelManifest;
import dev.undertone.model.Provenance;
import dev.undertone.train.fit.EpochRecord;
import dev.undertone.train.fit.Parity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes {@code MODEL_CARD.md}: the manifest for people, after Mitchell et al. 2019, "Model Cards for Model Reporting".
 */
final class ModelCard {
    private final StringBuilder text = new StringBuilder();

    private ModelCard() {}

    /**
     * @param manifest whose figures to tell
     * @param history of the training
     * @param sharedTexts how many test texts the training data hold too
     * @param about Markdown on the data
     */
    static String of(ModelManifest manifest, List<EpochRecord> history, long sharedTexts, Optional<String> about) {
        ModelCard card = new ModelCard();
        card.model(manifest);
        card.use(manifest.learnedNeutral().isPresent());
        card.measured(sharedTexts);
        card.data(manifest.training(), about);
        card.training(manifest.training(), history);
        return card.text.toString();
    }

    private void model(ModelManifest manifest) {
        Architecture architecture = manifest.architecture();
        line("# Model card: %s %s", manifest.name(), manifest.version());
        line("");
        line(
                "Says how positive a review is. A %s network with %s pooling: %,d tokens, embedding %d, %d hidden "
                        + "units a direction%s, %,d parameters. Of a review with more than %d tokens it reads the first %d "
                        + "and the last %d.",
                architecture.kind(),
                architecture.pooling(),
                architecture.vocabulary(),
                architecture.embedding(),
                architecture.hidden(),
                architecture.ngrams() == 0
                        ? ""
                        : String.format(Locale.ROOT, ", beside it the weights of %,d n-grams", architecture.ngrams()),
                architecture.parameters(),
                manifest.tokenLimit(),
                manifest.tokenLimit() / 4,
                manifest.tokenLimit() - manifest.tokenLimit() / 4);
        line("");
        line(
                "The graph gives a logit; the probability that a review is positive is sigmoid(%.4f x logit %+.4f), "
                        + "fitted on held-out reviews (Platt 1999).",
                manifest.calibration().scale(), manifest.calibration().offset());
        manifest.learnedNeutral().ifPresent(neutral -> {
            line("");
            line(
                    "A second output tells how neutral or mixed a review is: sigmoid(%.4f x neutral %+.4f) is the probability "
                            + "of that, for a stream in which one review in four is.",
                    neutral.scale(), neutral.offset());
        });
    }

    private void use(boolean neutral) {
        heading("What it is for");
        line("Scoring a stream of reviews like those it was trained on, for dashboards, routing and trends.");
        heading("What it is not for");
        line("- Decisions about single people: the figures below hold for many reviews, not for any one.");
        line("- Languages other than its data's, and other kinds of text without measuring on some of them first.");
        if (neutral) {
            line(
                    "- Irony, and opinions on several things in one text: it does not say what is praised and what is blamed.");
            line("- Telling mixed reviews from those without an opinion: both are neutral.");
        } else {
            line("- Irony, mixed verdicts, and opinions on several things in one text: it gives one number.");
            line("- Texts without an opinion: it knows positive and negative only, and tends to either.");
        }
    }

    private void measured(long sharedTexts) {
        heading("How good it is");
        line("Measured with the exported graph on ONNX Runtime, as it is served.");
        if (sharedTexts > 0) {
            line("%,d of the test texts also stand in the training data.", sharedTexts);
        }
        line("");
        line("%s", MeasuredSection.unmeasured());
        heading("Known failures and what was not measured");
        line("- The table of behaviour above names the abilities that it lacks.");
        line(
                "- It was measured on reviews like those it learned from. Other domains, other languages and dialects of its own");
        line("  were not measured, save by the few cases of other domains in that table.");
        line("- Whether it is as good for all groups of writers was not measured: the data do not say who wrote them.");
    }

    private void data(Provenance training, Optional<String> about) {
        heading("Data");
        line("| data | use | reviews | SHA-256 of labels and texts |");
        line("|---|---|---|---|");
        training.data()
                .forEach(set -> line("| %s | %s | %,d | `%s` |", set.name(), set.use(), set.reviews(), set.sha256()));
        about.ifPresent(markdown -> {
            line("");
            text.append(markdown.strip()).append('\n');
        });
    }

    private void training(Provenance training, List<EpochRecord> history) {
        heading("How it was made");
        line("```");
        text.append(training.command()).append('\n');
        line("```");
        line("");
        line(
                "Seed %d, from %s to %s; the epochs took %,.0f seconds together.",
                training.seed(),
                training.startedAt(),
                training.finishedAt(),
                history.stream().mapToDouble(EpochRecord::seconds).sum());
        line("");
        line("| epoch | training loss | validation loss | validation accuracy | seconds |");
        line("|---|---|---|---|---|");
        history.forEach(epoch -> line(
                "| %d | %.4f | %.4f | %.2f %% | %.0f |",
                epoch.epoch(),
                epoch.trainingLoss(),
                epoch.validationLoss(),
                100 * epoch.validationAccuracy(),
                epoch.seconds()));
        line("");
        line("| hyper-parameter | value |");
        line("|---|---|");
        new TreeMap<>(training.hyperParameters()).forEach((name, value) -> {
            if (value instanceof Parity parity) {
                line(
                        "| largest difference of graph and trained network | %.1e (logit), %.1e (probability), over %,d"
                                + " reviews |",
                        parity.largestLogitDifference(), parity.largestProbabilityDifference(), parity.reviews());
            } else if (!(value instanceof List)) {
                line("| %s | %s |", name, value);
            }
        });
        line("");
        line("| library | version |");
        line("|---|---|");
        new TreeMap<>(training.libraries()).forEach((name, version) -> line("| %s | %s |", name, version));
    }

    private void heading(String title) {
        line("");
        line("## %s", title);
        line("");
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
