// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BehaviourSuiteTest {
    @Test
    void shouldComeWithHundredsOfCasesOfManyAbilities() {
        // When
        BehaviourSuite suite = BehaviourSuite.builtIn();

        // Then
        assertThat(suite.cases()).hasSizeGreaterThanOrEqualTo(300).doesNotHaveDuplicates();
        assertThat(suite.cases().stream()
                        .filter(test -> test.category().equals("short statement"))
                        .toList())
                .hasSizeGreaterThanOrEqualTo(80)
                .allMatch(test -> test.text().split(" ").length <= 5)
                .anyMatch(test -> test.expectation() == Expectation.POSITIVE)
                .anyMatch(test -> test.expectation() == Expectation.NEGATIVE);
        assertThat(suite.cases().stream().map(BehaviourCase::category).distinct())
                .hasSizeGreaterThanOrEqualTo(15);
    }

    @ParameterizedTest
    @CsvSource({
        "positive, 0.5, , true",
        "positive, 0.49, , false",
        "negative, 0.49, , true",
        "negative, 0.5, , false",
        "same, 0.91, 0.82, true",
        "same, 0.93, 0.82, false",
        "same, 0.52, 0.48, false",
        "not-less-positive, 0.9, 0.8, true",
        "not-less-positive, 0.79, 0.8, true",
        "not-less-positive, 0.7, 0.8, false",
    })
    void shouldHoldWhatPeopleExpect(String expectation, double probability, Double partner, boolean passes)
            throws IOException {
        // Given
        BehaviourSuite suite = suite("a\t" + expectation + "\tone" + (partner == null ? "" : "\ttwo"));
        Map<String, Double> probabilities =
                partner == null ? Map.of("one", probability) : Map.of("one", probability, "two", partner);

        // When
        BehaviourFigures figures = BehaviourFigures.of(suite, probabilities);

        // Then
        assertThat(figures.total().passRate()).isEqualTo(passes ? 1 : 0);
    }

    @Test
    void shouldFailWhatHasNoVerdict() throws IOException {
        // Given
        BehaviourSuite suite = suite("a\tnegative\t?\na\tsame\tgood\t!\n");

        // When
        BehaviourFigures figures = BehaviourFigures.of(suite, Map.of("good", 0.9));

        // Then
        assertThat(figures.failures()).hasSize(2);
    }

    @Test
    void shouldScoreEveryTextOnce() throws IOException {
        // When
        BehaviourSuite suite = suite("a\tpositive\tgood\nb\tsame\tgood\tfine\n\n# a comment\n");

        // Then
        assertThat(suite.texts()).isEqualTo(List.of("good", "fine"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a>positive; is not 'category TAB expectation TAB text [TAB partner text]'",
                "a>positive>good>bad; expects 'positive', which takes no partner text",
                "a>same>good; expects 'same', which takes a partner text in a fourth column",
                "a>positive> ; lacks its category or its text",
            })
    void shouldNameTheLineThatIsWrong(String line, String complaint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> suite(line.replace('>', '\t')))
                .withMessage("line 1 of own.tsv " + complaint);
    }

    @Test
    void shouldRefuseASuiteWithoutACase() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> suite("# nothing"))
                .withMessage("own.tsv holds no case");
    }

    private static BehaviourSuite suite(String lines) throws IOException {
        return BehaviourSuite.read(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), "own.tsv");
    }
}
