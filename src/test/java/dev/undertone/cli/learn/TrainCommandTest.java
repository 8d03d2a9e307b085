// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.model.Architecture;
import dev.undertone.model.ModelBundle;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("slow")
class TrainCommandTest {
    private static final String[] SMALL = {
        "--epochs",
        "2",
        "--learning-rate",
        "0.05",
        "--batch-size",
        "16",
        "--embedding",
        "4",
        "--hidden",
        "4",
        "--token-limit",
        "10",
        "--seed",
        "3"
    };

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void writeReviews() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            lines.append(i % 2 == 0 ? "1\tgood film number " : "0\tbad film number ")
                    .append(i)
                    .append('\n');
        }
        data = Files.writeString(folder.resolve("reviews.tsv"), lines);
    }

    @Test
    void shouldPrintTheBundlesFolderAndNothingElseOnStandardOutput() {
        // Given
        Path model = folder.resolve("model");

        // When
        int code = run("--data", data.toString(), "--test", data.toString(), "--out", model.toString());

        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).isEqualTo(model + System.lineSeparator());
        assertThat(err.toString())
                .contains("reviews.tsv: 200 reviews, 100 positive, 100 negative")
                .contains("bilstm")
                .contains("epoch 2:")
                .contains("test accuracy");
    }

    @Test
    void shouldLearnFromSeveralSourcesEachWithItsOwnLimit() throws IOException {
        // Given
        Path stars = Files.writeString(
                folder.resolve("stars.tsv"),
                "1\tawful thing, one\n2\tweak thing, two\n3\tmiddling thing, three\n4\tnice thing, four\n5\tsuperb thing, five\n");
        Path more = Files.writeString(
                folder.resolve("more.txt"),
                "A good one, the first. A bad one, though.\nThe good old film. The bad new film.\ngood film, the eighth\n");
        Path apart = Files.writeString(folder.resolve("apart.txt"), "Bad film, number 7.\n");
        Path model = folder.resolve("model");

        // When
        int code = run(
                "--data",
                data + ":150",
                "--data",
                stars.toString(),
                "--unlabelled",
                more.toString(),
                "--sentences",
                more + ":3",
                "--without",
                apart.toString(),
                "--teachers",
                "0",
                "--out",
                model.toString());

        // Then
        assertThat(code).as(err.toString()).isZero();
        assertThat(err.toString())
                .contains("reviews.tsv: 150 reviews, 75 positive, 75 negative")
                .contains("stars.tsv: 5 reviews, 2 positive, 2 negative, 1 neutral")
                .contains("more.txt: 3 reviews")
                .contains("sentences of more.txt: 3 reviews")
                .contains("left out: 1 that the model will be measured on")
                .contains("All of it takes about 1 minute");
        assertThat(ModelBundle.open(model).manifest().training().data())
                .extracting("name")
                .containsExactly("reviews.tsv", "stars.tsv", "more.txt", "sentences of more.txt");
    }

    @Test
    void shouldNameTheEncodersFolderThatIsNone() {
        int code = run("--data", data.toString(), "--encoder", folder.toString());

        assertThat(code).isNotZero();
        assertThat(err.toString())
                .contains("has no file tokenizer.json; name a folder with model.onnx and tokenizer.json");
    }

    @Test
    void shouldRecordTheCommandAndTheAboutTextInTheCard() throws IOException {
        // Given
        Path about = Files.writeString(folder.resolve("about.md"), "Cite **someone**, 100 % of the time.");

        // When
        run(
                "--data",
                data.toString(),
                "--out",
                folder.resolve("a model").toString(),
                "--about",
                about.toString(),
                "--architecture",
                "lstm",
                "--name",
                "mine",
                "--model-version",
                "2.1");

        // Then
        assertThat(folder.resolve("a model").resolve(ModelBundle.CARD))
                .content()
                .startsWith("# Model card: mine 2.1\n")
                .contains("A lstm network")
                .containsOnlyOnce("undertone evaluate --data TEST.tsv --behaviour")
                .contains("undertone train --data " + data + " --out '" + folder.resolve("a model") + "' --about")
                .contains("Cite **someone**, 100 % of the time.");
    }

    @Test
    void shouldPutNgramsBesideTheNetworkWhereThereAreSlotsForThem() {
        // Given
        Path with = folder.resolve("with");
        Path without = folder.resolve("without");

        // When
        run("--data", data.toString(), "--out", with.toString(), "--ngram-slots", "500");
        run("--data", data.toString(), "--out", without.toString());

        // Then: of fifteen reviews or more are "good", "bad", "film", "number" and what they make together.
        Architecture beside = ModelBundle.open(with).manifest().architecture();
        Architecture alone = ModelBundle.open(without).manifest().architecture();
        assertThat(beside.ngrams()).isBetween(5, 20);
        assertThat(beside.parameters()).isEqualTo(alone.parameters() + beside.ngrams() + 1);
        assertThat(alone.ngrams()).isZero();
        assertThat(err.toString()).contains("Weights of " + beside.ngrams() + " n-grams beside the network");
        assertThat(with.resolve(ModelBundle.CARD))
                .content()
                .contains("beside it the weights of " + beside.ngrams() + " n-grams");
        assertThat(without.resolve(ModelBundle.CARD)).content().doesNotContain("n-grams,");
    }

    @Test
    void shouldRefuseANegativeNumberOfSlots() {
        // When
        int code = run("--data", data.toString(), "--ngram-slots", "-1");

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("n-grams need 0 slots or more, not -1");
    }

    @Test
    void shouldCallAWrongHyperParameterWrongUsage() {
        // When
        int code = run("--data", data.toString(), "--dropout", "1.5");

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("a share of regularization lies from 0 to below 1, not 1.5");
    }

    @Test
    void shouldCallAnUnknownArchitectureWrongUsage() {
        // When
        int code = run("--data", data.toString(), "--architecture", "gru");

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("--architecture").contains("bilstm");
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + SMALL.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(SMALL, 0, all, arguments.length, SMALL.length);
        return new CommandLine(new TrainCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
