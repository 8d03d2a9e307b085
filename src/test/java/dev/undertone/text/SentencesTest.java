// SPDX-License-Identifier: Apache-2.0
package dev.undertone.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SentencesTest {
    @ParameterizedTest
    @MethodSource("texts")
    void shouldFindSentencesWithoutBlanksOrTagsAroundThem(String text, List<String> sentences) {
        assertThat(Sentences.of(text).stream().map(place -> text.substring(place.start(), place.end())))
                .isEqualTo(sentences);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("Good. Bad!  So so?", List.of("Good.", "Bad!", "So so?")),
                arguments("Good.<br /><br />Bad.<br />", List.of("Good.", "Bad.")),
                arguments("<p>Good.</p> <b>Bad</b> one.", List.of("Good.", "Bad</b> one.")),
                arguments(
                        "&quot;Good.&quot; Then it broke &amp; caf&eacute;",
                        List.of("&quot;Good.&quot;", "Then it broke &amp; caf&eacute;")),
                arguments("It cost 3.50 at amazon.com and broke", List.of("It cost 3.50 at amazon.com and broke")),
                arguments("\u5f88\u597d\u3002\u4e0d\u597d\uff01", List.of("\u5f88\u597d\u3002", "\u4e0d\u597d\uff01")),
                arguments("Great \ud83d\ude00! \ud83d\udc4e", List.of("Great \ud83d\ude00!", "\ud83d\udc4e")),
                arguments("so ".repeat(400) + "good. Bad.", List.of("so ".repeat(400) + "good.", "Bad.")),
                arguments("  \t\n ", List.of()),
                arguments("", List.of()));
    }

    @ParameterizedTest
    @MethodSource("nasty")
    void shouldTakeTimeInProportionToTheText(String unit) {
        // Given
        String quarter = unit.repeat(50_000 / unit.length());
        String whole = unit.repeat(200_000 / unit.length());
        millis(quarter);

        // When
        double quarterMillis = Math.min(millis(quarter), millis(quarter));
        double wholeMillis = Math.min(millis(whole), millis(whole));

        // Then: in proportion is 4, quadratic 16.
        assertThat(wholeMillis).isLessThan(10 * quarterMillis + 60);
    }

    static List<Arguments> nasty() {
        return List.of(
                argumentSet("stops", "."),
                argumentSet("stops and blanks", ". "),
                argumentSet("letters and stops", "a."),
                argumentSet("lower case behind stops", "a. "),
                argumentSet("brackets", ".)"),
                argumentSet("opening brackets", "("),
                argumentSet("stops and opening brackets", ".("),
                argumentSet("quotes", ".\""),
                argumentSet("marks", ".\u0301"),
                argumentSet("blanks", " "),
                argumentSet("line ends", "\n"),
                argumentSet("tags", "<br>"),
                argumentSet("entities", "&quot;"),
                argumentSet("emoji", "\ud83d\ude00"));
    }

    /** Of the processor, so that other programs at work do not matter. */
    private static double millis(String text) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Sentences.of(text);
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e6;
    }
}
