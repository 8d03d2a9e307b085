// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class DataFiguresTest {
    @Test
    void shouldTellWhatANeutralBandDoes() {
        // Given
        DataFigures figures = DataFigures.of(List.of(
                new Judged(0.51, false, 3, false),
                new Judged(0.58, false, 3, false),
                new Judged(0.34, true, 3, false),
                new Judged(0.9, true, 3, false)));

        // When
        List<NeutralBand> bands = figures.neutralBands();

        // Then
        assertThat(bands)
                .containsExactly(
                        new NeutralBand(0.05, 0.25, 1 / 3.0),
                        new NeutralBand(0.1, 0.25, 1 / 3.0),
                        new NeutralBand(0.2, 0.5, 0.5),
                        new NeutralBand(0.3, 0.5, 0.5),
                        new NeutralBand(0.4, 0.75, 1));
    }

    @Test
    void shouldTellTheAccuracyByLengthAndOfTruncatedReviewsApart() {
        // When
        DataFigures figures = DataFigures.of(List.of(
                new Judged(0.9, true, 1, false),
                new Judged(0.9, false, 5, false),
                new Judged(0.1, false, 6, false),
                new Judged(0.1, false, 2_000, false),
                new Judged(0.1, true, 400, true)));

        // Then
        assertThat(figures.lengths())
                .containsExactly(
                        new LengthGroup("1 to 5", 2, 0.5),
                        new LengthGroup("6 to 10", 1, 1),
                        new LengthGroup("801 or more", 1, 1),
                        new LengthGroup(LengthGroup.TRUNCATED, 1, 0));
    }

    @Test
    void shouldNameTheBinsThatAddMostToTheCalibrationError() {
        // Given
        // One review far off, eight a little off: the eight weigh more.
        double[] probabilities = {0.55, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9};
        boolean[] positive = {false, true, true, true, true, true, true, true, true};

        // When
        Reliability reliability = Reliability.of(probabilities, positive);

        // Then
        assertThat(reliability.worst(1)).extracting(Reliability.Bin::n).containsExactly(8L);
        assertThat(reliability.bins()).extracting(Reliability.Bin::n).containsExactly(1L, 8L);
        assertThat(reliability.bins().get(0).gap()).isEqualTo(-0.55, within(1e-12));
        assertThat(reliability.expectedCalibrationError()).isEqualTo((0.55 + 8 * 0.1) / 9, within(1e-12));
    }
}
