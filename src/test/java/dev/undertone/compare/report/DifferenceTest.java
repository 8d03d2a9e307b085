// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    @Test
    void shouldHoldWhereAllSeedsAgreeBeyondChance() {
        // Given
        Difference difference = new Difference(List.of(2.0, 3.0, 2.5), 0.4);

        // Then
        assertThat(difference.verdict()).isEqualTo(ClaimVerdict.HOLDS);
        assertThat(difference.text("points")).isEqualTo("+2.50 points (by seed +2.00, +3.00, +2.50)");
    }

    @Test
    void shouldNotHoldWhereAllSeedsAgreeOnTheOpposite() {
        assertThat(new Difference(List.of(-2.0, -3.0), 0.4).verdict()).isEqualTo(ClaimVerdict.FAILS);
    }

    @Test
    void shouldNotTellADifferenceWithinChance() {
        // Given
        Difference difference = new Difference(List.of(0.3, 0.4), 0.42);

        // Then
        assertThat(difference.verdict()).isEqualTo(ClaimVerdict.OPEN);
        assertThat(difference.text("points"))
                .isEqualTo("+0.35 points (by seed +0.30, +0.40), within the 0.42 points that the choice of test reviews"
                        + " explains");
    }

    @Test
    void shouldNotTellADifferenceOnWhichTheSeedsDisagree() {
        // Given
        Difference difference = new Difference(List.of(9.0, 8.0, -0.5), 0.4);

        // Then
        assertThat(difference.verdict()).isEqualTo(ClaimVerdict.OPEN);
        assertThat(difference.text("points")).endsWith(", and the seeds disagree");
    }

    @Test
    void shouldNotTellADifferenceSmallerThanItsDeviation() {
        // Given
        Difference difference = new Difference(List.of(0.1, 0.1, 9.0), 0.4);

        // Then
        assertThat(difference.verdict()).isEqualTo(ClaimVerdict.OPEN);
        assertThat(difference.text("points")).endsWith(", less than the standard deviation over the seeds, 5.14");
    }

    @Test
    void shouldLeaveASingleSeedToChanceAlone() {
        // Given
        Difference difference = new Difference(List.of(0.5), 0.4);

        // Then
        assertThat(difference.verdict()).isEqualTo(ClaimVerdict.HOLDS);
        assertThat(difference.text("points")).isEqualTo("+0.50 points (one seed)");
    }

    @Test
    void shouldComparePairsOfTheSameSeedOnly() {
        // Given
        Map<Long, Double> first = Map.of(1L, 5.0, 2L, 7.0, 3L, 100.0);
        Map<Long, Double> second = Map.of(1L, 3.0, 2L, 4.0);

        // When
        Difference difference = Difference.of(first, second, 0);

        // Then
        assertThat(difference.bySeed()).containsExactlyInAnyOrder(2.0, 3.0);
    }

    @Test
    void shouldRefuseToCompareNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> Difference.of(Map.of(1L, 5.0), Map.of(2L, 5.0), 0));
    }
}
