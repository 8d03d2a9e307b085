// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.cli.Cli;
import dev.undertone.cli.terminal.ExitCode;
import dev.undertone.testing.FileCase;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as people have them, by the table of what must become of each; {@code PublishCasesIT} publishes them. */
class FileCasesTest {
    /** Words of every review in the files. */
    private static final String TEXTS = "(?s).*(day \\d|private|strap|soup|below with|caf).*";

    @TempDir
    private static Path folder;

    private static String model;

    @BeforeAll
    static void writeModel() {
        model = TinyModel.writeTo(folder.resolve("model")).toString();
    }

    static List<FileCase> cases() {
        return FileCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldEvaluateOrRefuseAsTheTableSays(FileCase given) throws IOException {
        // Given
        String path = given.path().toString();

        // When
        Cli.Result result =
                Cli.launch(given.arguments(List.of("evaluate", "--json", "--model", model, "--data", path)));

        // Then
        assertThat(result.err().replace(path, "")).doesNotMatch(TEXTS);
        if (given.evaluated().startsWith("REFUSED ")) {
            assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(result.out()).isEmpty();
            assertThat(result.err().lines().toList()).hasSize(1);
            assertThat(result.err())
                    .startsWith("undertone: "
                            + given.evaluated().substring("REFUSED ".length()).replace("{}", path));
            return;
        }
        String[] expected = given.evaluated().split(" ", 3);
        assertThat(result.exitCode()).as(result.err()).isZero();
        JsonNode figures = new ObjectMapper().readTree(result.out());
        assertThat(figures.get("n").asText()).isEqualTo(expected[0]);
        if (!expected[2].equals("-")) {
            assertThat(result.err()).contains(given.name() + ": " + expected[2]);
        }
        int neutral = Integer.parseInt(expected[1]);
        assertThat(figures.at("/threeWay/n").asInt())
                .isEqualTo(neutral == 0 ? 0 : figures.get("n").asInt() + neutral);
    }

    @Test
    void shouldHaveEveryFileInTheTable() throws IOException {
        try (Stream<Path> files = Files.list(FileCase.FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.matches("[cdfjpx]\\d.*")))
                    .allMatch(name ->
                            cases().stream().anyMatch(given -> given.name().equals(name)));
        }
    }

    @Test
    void shouldTrainOnCsvAndTellHowItWasRead() {
        // Given
        Path out = folder.resolve("trained");

        // When
        Cli.Result result = Cli.launch(
                "train",
                "--data",
                FileCase.FOLDER.resolve("c01-imdb.csv").toString(),
                "--out",
                out.toString(),
                "--epochs",
                "3",
                "--learning-rate",
                "0.05",
                "--batch-size",
                "16",
                "--seed",
                "3",
                "--embedding",
                "4",
                "--hidden",
                "4",
                "--token-limit",
                "10");

        // Then
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err())
                .contains("c01-imdb.csv: 400 reviews, 200 positive, 200 negative")
                .contains("c01-imdb.csv: text from column 'review', label from column 'sentiment'")
                .contains("c01-imdb.csv: labels read: negative; positive");
        assertThat(out.resolve("manifest.json")).exists();
    }

    @Test
    void shouldSayThatTooFewTextsDiffer() {
        // When
        String data = FileCase.FOLDER.resolve("d09-dups.tsv").toString();
        Cli.Result result = Cli.launch(
                "train", "--data", data, "--out", folder.resolve("none").toString());

        // Then
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .isEqualTo("undertone: of the 400 reviews of " + data
                        + " only 6 differ, which is too few to learn from; give reviews with other texts\n");
    }

    @ParameterizedTest
    @MethodSource
    void shouldNameTheOptionThatMakesNoSense(List<String> options, String message) {
        // When
        Cli.Result result = Cli.launch(Stream.concat(
                        Stream.of(
                                "evaluate",
                                "--data",
                                FileCase.FOLDER.resolve("d00-good.tsv").toString()),
                        options.stream())
                .toArray(String[]::new));

        // Then
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(message);
    }

    static List<Arguments> shouldNameTheOptionThatMakesNoSense() {
        return List.of(
                Arguments.of(List.of("--encoding", "latin-99"), "--encoding: Java knows no encoding 'latin-99'"),
                Arguments.of(List.of("--labels", "1=good"), "--labels: '1=good' says of no label what it means"),
                Arguments.of(List.of("--text-field", "title,body"), "--text-field: the field 'title,body' has a comma"),
                Arguments.of(List.of("--label-field", "stars"), "has no header row that names 'stars'"));
    }
}
