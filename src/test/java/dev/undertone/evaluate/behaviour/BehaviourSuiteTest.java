// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.undertone.review.Label;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BehaviourSuiteTest {
    @Test
    void shouldComeWithHundredsOfCasesOfManyAbilities() {
        // When
        BehaviourSuite suite = BehaviourSuite.builtIn();

        // Then
        assertThat(suite.cases()).hasSizeGreaterThanOrEqualTo(700).doesNotHaveDuplicates();
        assertThat(suite.cases().stream()
                        .filter(test -> test.category().equals("short statement"))
                        .toList())
                .hasSizeGreaterThanOrEqualTo(80)
                .allMatch(test -> test.text().split(" ").length <= 5)
                .anyMatch(test -> test.expectation() == Expectation.POSITIVE)
                .anyMatch(test -> test.expectation() == Expectation.NEGATIVE);
        assertThat(suite.cases().stream().map(BehaviourCase::category).distinct())
                .hasSizeGreaterThanOrEqualTo(30);
    }

    @Test
    void shouldExpectPositiveAboutAsOftenAsNegative() {
        // When
        Map<Expectation, Long> counts = BehaviourSuite.builtIn().cases().stream()
                .collect(Collectors.groupingBy(BehaviourCase::expectation, Collectors.counting()));

        // Then
        assertThat((double) counts.get(Expectation.POSITIVE) / counts.get(Expectation.NEGATIVE))
                .isBetween(0.9, 1.1);
        assertThat(counts.get(Expectation.NEUTRAL)).isGreaterThanOrEqualTo(50);
    }

    @Test
    void shouldHoldNoTwoTextsThatAreNearlyTheSame() {
        // Given
        // Texts that one word turns round are no copies, and those of a few words are all alike.
        List<BehaviourCase> cases = BehaviourSuite.builtIn().cases().stream()
                .filter(test -> test.partner().isEmpty() && test.text().split(" ").length >= 5)
                .toList();

        for (int i = 0; i < cases.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (cases.get(i).expectation() != cases.get(j).expectation()) {
                    continue;
                }
                // When
                Set<String> words = words(cases.get(i));
                Set<String> shared = new HashSet<>(words);
                Set<String> others = words(cases.get(j));
                shared.retainAll(others);

                // Then
                assertThat((double) shared.size() / Math.max(words.size(), others.size()))
                        .as("%s | %s", cases.get(i).text(), cases.get(j).text())
                        .isLessThan(0.8);
            }
        }
    }

    private static Set<String> words(BehaviourCase test) {
        return new HashSet<>(List.of(
                test.text().toLowerCase(Locale.ROOT).replaceAll("[^a-z' ]", "").split(" +")));
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
        "neutral, 0.5, , true",
        "neutral, 0.66, , true",
        "neutral, 0.34, , true",
        "neutral, 0.67, , false",
        "neutral, 0.33, , false",
    })
    void shouldHoldWhatPeopleExpect(String expectation, double probability, Double partner, boolean passes)
            throws IOException {
        // Given
        BehaviourSuite suite = suite("a\t" + expectation + "\tone" + (partner == null ? "" : "\ttwo"));
        Map<String, CaseVerdict> verdicts = partner == null
                ? Map.of("one", CaseVerdict.ofSides(probability))
                : Map.of("one", CaseVerdict.ofSides(probability), "two", CaseVerdict.ofSides(partner));

        // When
        BehaviourFigures figures = BehaviourFigures.of(suite, verdicts);

        // Then
        assertThat(figures.total().passRate()).isEqualTo(passes ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "neutral, NEUTRAL, 0.6, NEUTRAL, 0, true",
        "neutral, POSITIVE, 0.1, NEUTRAL, 0, false",
        "positive, POSITIVE, 0.1, NEUTRAL, 0, true",
        "positive, NEUTRAL, 0.6, NEUTRAL, 0, false",
        "negative, NEUTRAL, -0.6, NEUTRAL, 0, false",
        "same, NEUTRAL, 0.1, NEUTRAL, -0.09, true",
        "same, NEUTRAL, 0.1, NEUTRAL, -0.11, false",
        "same, NEUTRAL, 0.1, POSITIVE, 0.1, false",
        "not-less-positive, NEUTRAL, 0.06, POSITIVE, 0.1, true",
        "not-less-positive, NEUTRAL, 0.05, POSITIVE, 0.1, false",
    })
    void shouldHoldAModelThatHasLearnedNeutralToItsLabels(
            String expectation, Label label, double score, Label partnersLabel, double partnersScore, boolean passes)
            throws IOException {
        // Given
        boolean ofTwo = Expectation.of(expectation).needsPartner();
        BehaviourSuite suite = suite("a\t" + expectation + "\tone" + (ofTwo ? "\ttwo" : ""));

        // When
        BehaviourFigures figures = BehaviourFigures.of(
                suite,
                Map.of(
                        "one",
                        new CaseVerdict(label, score, true),
                        "two",
                        new CaseVerdict(partnersLabel, partnersScore, true)));

        // Then
        assertThat(figures.total().passRate()).isEqualTo(passes ? 1 : 0);
    }

    @Test
    void shouldFailWhatHasNoVerdict() throws IOException {
        // Given
        BehaviourSuite suite = suite("a\tnegative\t?\na\tsame\tgood\t!\n");

        // When
        BehaviourFigures figures = BehaviourFigures.of(suite, Map.of("good", CaseVerdict.ofSides(0.9)));

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
