// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.undertone.compare.ComparisonFigures;
import dev.undertone.compare.RunFigures;
import dev.undertone.train.plan.RecurrentLayer;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComparisonReportTest {
    private static final ComparisonFigures FIGURES = HandmadeFigures.figures(
            List.of(List.of(70.0, 74.0, 72.0), List.of(86.0, 87.0, 85.0), List.of(86.1, 86.8, 85.4)));

    @Test
    void shouldAnswerEachClaimByTheFigures() {
        // When
        Stream<String> rows = rows(ComparisonReport.of(FIGURES).markdown())
                .filter(row -> row.matches(".*; (holds|does not hold|cannot be told); .*"));

        // Then
        assertThat(rows)
                .containsExactly(
                        "1; LSTM is more accurate than RNN; holds; +14.00 points",
                        "1; BiLSTM is more accurate than LSTM; cannot be told; +0.10 points",
                        "2; LSTM is more accurate than RNN on long reviews; holds; +19.00 points",
                        "2; LSTM's lead over RNN is larger on long reviews than on short ones; holds; +10.00 points",
                        "3; LSTM is robust to dropped words; holds; keeps 97.2 % (97.1 % to 97.3 %)",
                        "3; LSTM is more robust to dropped words than RNN; holds; +40.15 points",
                        "3; LSTM is robust to typos; holds; keeps 97.2 % (97.1 % to 97.3 %)",
                        "3; LSTM is more robust to typos than RNN; holds; +40.15 points",
                        "4; The gradient of RNN vanishes; holds; 0.00100 of it is left",
                        "4; The gradient of LSTM does not vanish; holds; 0.729 of it is left",
                        "5; LSTM is no less accurate with variable lengths; holds; +0.00 points",
                        "5; BiLSTM is no less accurate with variable lengths; holds; +0.00 points",
                        "5; LSTM is cheaper with variable lengths; holds; fixed takes 1.50 and 1.50 times as long",
                        "5; BiLSTM is cheaper with variable lengths; holds; fixed takes 1.50 and 1.50 times as long",
                        "6; LSTM costs more than RNN in training; holds; 2.0 times",
                        "6; LSTM costs more than RNN in scoring; holds; 2.0 times",
                        "7; More reviews make every network more accurate; holds; +10.00 for RNN, +20.00 for LSTM, +30.00 for BiLSTM",
                        "7; LSTM gains more from them than RNN; holds; +10.00 points");
    }

    @Test
    void shouldAnswerTheOppositeWhereTheFiguresAreTheOpposite() {
        // Given
        ComparisonFigures figures =
                HandmadeFigures.figures(List.of(List.of(86.0, 87.0), List.of(70.0, 74.0), List.of(60.0, 60.5)));

        // When
        String text = ComparisonReport.of(figures).markdown();

        // Then
        assertThat(text)
                .contains("- LSTM is more accurate than RNN: **does not hold.** 72.00 % (70.00 % to 74.00 %) against"
                        + " 86.50 % (86.00 % to 87.00 %): -14.50 points (by seed -16.00, -13.00).")
                .contains("- BiLSTM is more accurate than LSTM: **does not hold.**")
                .contains("- LSTM is more accurate than RNN on long reviews: **does not hold.**");
    }

    @Test
    void shouldSayThatAnRnnNearGuessingHasNothingToLose() {
        // Given
        ComparisonFigures figures = HandmadeFigures.figures(List.of(List.of(50.5), List.of(86.0), List.of(86.0)));

        // Then
        assertThat(ComparisonReport.of(figures).markdown())
                .contains(
                        "- LSTM is more robust to typos than RNN: **cannot be told.** One of the two has next to no lead");
    }

    @Test
    void shouldShowSpreadsOverSeedsAndSayWhatTheyAre() {
        // When
        String text = ComparisonReport.of(FIGURES).markdown();

        // Then
        assertThat(text).contains("Error bars reach from the least to the most of the 3 seeds.");
        assertThat(rows(text))
                .contains("RNN; 640,000; 2,080; 70.00 %; 74.00 %; 72.00 %; 72.00 %; 71.11 to 72.87 %; 0.720")
                .contains(
                        "over 300; 2,000; 72.00 % (70.00 % to 74.00 %); 86.00 % (85.00 % to 87.00 %); 86.10 % (85.40 % to"
                                + " 86.80 %)")
                .contains(
                        "201 to 300; 4,000; 72.00 % (70.00 % to 74.00 %); 86.00 % (85.00 % to 87.00 %); 86.10 % (85.40 % to"
                                + " 86.80 %)")
                .contains(
                        "1,000; 800; 21; 62.00 % (60.00 % to 64.00 %); 66.00 % (65.00 % to 67.00 %); 56.10 % (55.40 % to"
                                + " 56.80 %)");
    }

    @Test
    void shouldFallBackOnIntervalsWithOneSeed() {
        // Given
        ComparisonFigures figures = HandmadeFigures.figures(List.of(List.of(70.0), List.of(86.0), List.of(86.0)));

        // When
        String text = ComparisonReport.of(figures).markdown();

        // Then
        assertThat(text)
                .contains("95 % intervals (Wilson) of one run", "with the seed 1.")
                .contains("+16.00 points (one seed)");
    }

    @Test
    void shouldNameEveryChartOnceAndDrawIt() {
        // When
        ComparisonReport report = ComparisonReport.of(FIGURES);

        // Then
        assertThat(Pattern.compile("]\\((.+\\.svg)\\)")
                        .matcher(report.markdown())
                        .results()
                        .map(match -> match.group(1)))
                .containsExactlyElementsOf(report.charts().keySet());
        assertThat(report.charts().values())
                .allSatisfy(svg -> assertThat(svg).startsWith("<svg ").endsWith("</svg>\n"));
    }

    @Test
    void shouldBeTheSameForTheSameFigures() {
        assertThat(ComparisonReport.of(FIGURES)).isEqualTo(ComparisonReport.of(FIGURES));
    }

    @Test
    void shouldNameRunsWhoseLossGrewBeyondAllNumbers() {
        // Given
        List<RunFigures> runs = FIGURES.runs().stream()
                .map(run ->
                        run.run().kind() == RecurrentLayer.RNN && run.run().reviews() == 1_000 ? diverged(run) : run)
                .toList();

        // Then
        assertThat(ComparisonReport.of(new ComparisonFigures(FIGURES.setting(), runs))
                        .markdown())
                .contains(
                        "in the runs rnn, seed 1, 1,000 reviews; rnn, seed 2, 1,000 reviews; rnn, seed 3, 1,000 reviews:");
    }

    @Test
    void shouldRefuseFiguresThatLackANetwork() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ComparisonFigures(FIGURES.setting(), FIGURES.runs().subList(0, 2)))
                .withMessage("there is no run of a lstm");
    }

    private static RunFigures diverged(RunFigures run) {
        return new RunFigures(
                run.run(),
                run.parameters(),
                run.layerParameters(),
                run.learned(),
                run.heldOut(),
                run.epochs(),
                true,
                run.parity(),
                run.scoring(),
                run.test(),
                run.lengths(),
                run.thirds(),
                run.noise(),
                run.gradients(),
                run.cpuSeconds());
    }

    /** The cells of all tables, row by row. */
    private static Stream<String> rows(String text) {
        return text.lines()
                .filter(line -> line.startsWith("|"))
                .map(line -> line.substring(1, line.length() - 1).strip().replaceAll("\\s*\\|\\s*", "; "));
    }
}
