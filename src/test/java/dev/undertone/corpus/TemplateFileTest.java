// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.undertone.corpus.file.CorpusException;
import dev.undertone.corpus.file.ReadOptions;
import dev.undertone.evaluate.behaviour.BehaviourSuite;
import dev.undertone.review.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateFileTest {
    @TempDir
    Path folder;

    @Test
    void shouldFillInEveryBlankInEveryWay() throws IOException {
        Corpus corpus =
                read("# comment", "", "bad = dull | slow", "+ not {bad}", "- {bad}, {bad}", "0 It came on Monday.");

        assertThat(corpus.reviews())
                .containsExactlyInAnyOrder(
                        new LabelledReview("not dull", Label.POSITIVE),
                        new LabelledReview("not slow", Label.POSITIVE),
                        new LabelledReview("dull, dull", Label.NEGATIVE),
                        new LabelledReview("dull, slow", Label.NEGATIVE),
                        new LabelledReview("slow, dull", Label.NEGATIVE),
                        new LabelledReview("slow, slow", Label.NEGATIVE),
                        new LabelledReview("It came on Monday.", Label.NEUTRAL));
    }

    @Test
    void shouldGiveTheSameTextsEachTime() {
        Path recipe = Path.of("src", "main", "recipes", "negation.templates");

        Corpus once = CorpusReader.read(recipe, ReadOptions.defaults()).corpus();

        assertThat(CorpusReader.read(recipe, ReadOptions.defaults()).corpus()).isEqualTo(once);
        assertThat(once.size()).isGreaterThan(4_000);
        assertThat(once.reviews()).noneMatch(review -> review.text().contains("{"));
    }

    @Test
    void shouldHardlySayWhatBehaviourIsMeasuredBy() throws IOException {
        Set<String> cases = BehaviourSuite.builtIn().texts().stream()
                .map(text -> text.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        try (Stream<Path> recipes = Files.list(Path.of("src", "main", "recipes"))) {
            List<String> said = recipes.filter(TemplateFile::is)
                    .flatMap(file -> CorpusReader.read(file, ReadOptions.defaults()).corpus().reviews().stream())
                    .map(review -> review.text().toLowerCase(Locale.ROOT))
                    .filter(cases::contains)
                    .distinct()
                    .toList();

            // "not bad", single faces, and what else is a phrase of its own
            assertThat(said).hasSizeLessThanOrEqualTo(24);
        }
    }

    @Test
    void shouldBeWrittenForItsLabelsHoweverItIsDivided() throws IOException {
        Corpus corpus = read("bad = dull | slow | cold | loud", "+ not {bad}", "- {bad}", "0 It came on Monday.");

        assertThat(corpus.isWrittenForLabels()).isTrue();
        assertThat(corpus.holdOut(0.5).training().isWrittenForLabels()).isTrue();
        assertThat(corpus.balanced(3).isWrittenForLabels()).isTrue();
        assertThat(new Corpus("reviews.tsv.gz", corpus.reviews()).isWrittenForLabels())
                .isFalse();
    }

    @Test
    void shouldNameTheLineThatMakesNoSense() {
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> read("good = fine", "good morning"))
                .withMessageContaining("line 2 of ")
                .withMessageContaining("begin it with");
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> read("+ not {bad}"))
                .withMessageContaining("add a line bad = …");
    }

    private Corpus read(String... lines) throws IOException {
        Path file = Files.write(folder.resolve("own.templates"), List.of(lines));
        return CorpusReader.read(file, ReadOptions.defaults()).corpus();
    }
}
