// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class CompareCommandTest {
    @TempDir
    private Path folder;

    private Path data;
    private Path out;

    @BeforeEach
    void writeReviews() throws IOException {
        Random random = new Random(1);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 160; i++) {
            lines.append(i % 2 == 0 ? "1\tgood" : "0\tbad")
                    .append(" film".repeat(1 + random.nextInt(12)))
                    .append(" number ")
                    .append(i)
                    .append('\n');
        }
        data = Files.writeString(folder.resolve("reviews.tsv"), lines);
        out = folder.resolve("comparison");
    }

    @Test
    void shouldWriteAReportAndResumeFromTheFinishedRuns() throws IOException {
        // When
        Cli.Result result = compare();

        // Then
        Path report = out.resolve("report.md");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo(report + System.lineSeparator());
        assertThat(result.err())
                .contains("reviews.tsv: 128 reviews")
                .contains("run 1 of 8: rnn, seed 1, 80 reviews\n")
                .contains(
                        "run 8 of 8: bilstm, seed 1, 128 reviews, fixed padding; about 1 min of processor time left\n");
        assertThat(report)
                .content()
                .startsWith("# RNN, LSTM and BiLSTM compared\n")
                .contains("libtorch");
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.filter(file -> file.toString().endsWith(".svg"))).hasSize(10);
        }

        // Given
        String written = Files.readString(report);
        Files.delete(out.resolve("runs").resolve("lstm-seed1-80-variable.json"));

        // When
        Cli.Result resumed = compare("--resume");

        // Then
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(resumed.err().lines().filter(line -> line.endsWith(", kept from before")))
                .hasSize(7);
        assertThat(resumed.err()).contains("run 3 of 8: lstm, seed 1, 80 reviews;");
        assertThat(accuracies(Files.readString(report))).isEqualTo(accuracies(written));

        // When
        Cli.Result another = compare("--resume", "--recipe", "default");

        // Then
        assertThat(another.exitCode()).isEqualTo(1);
        assertThat(another.err()).contains("belong to another plan or other data");
    }

    private Cli.Result compare(String... more) {
        Stream<String> fixed = Stream.of(
                "compare",
                "--data",
                data.toString(),
                "--out",
                out.toString(),
                "--epochs",
                "1",
                "--seeds",
                "1",
                "--sizes",
                "80,all");
        return Cli.launch(Stream.concat(fixed, Stream.of(more)).toArray(String[]::new));
    }

    /** The sections that no time is in. */
    private static String accuracies(String report) {
        return report.substring(report.indexOf("## 1."), report.indexOf("## 5."));
    }
}
