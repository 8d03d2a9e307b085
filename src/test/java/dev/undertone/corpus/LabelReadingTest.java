// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.undertone.corpus.file.CorpusException;
import dev.undertone.corpus.file.LabelMapping;
import dev.undertone.corpus.file.ReadOptions;
import dev.undertone.review.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels as people write them. */
class LabelReadingTest {
    @TempDir
    private Path folder;

    private Path file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0,1        | 0 as negative; 1 as positive
            -1,1       | -1 as negative; 1 as positive
            -1,0,1     | -1 as negative; 0 as neutral; 1 as positive
            1,2        | 1 as negative; 2 as positive
            0,1,2      | 0 as negative; 1 as neutral; 2 as positive
            0,4        | 0 as negative; 4 as positive
            0,2,4      | 0 as negative; 2 as neutral; 4 as positive
            0,1,2,3,4  | 0, 1 as negative; 2 as neutral; 3, 4 as positive
            1,5        | 1 as negative; 5 as positive
            1,2,3,4,5  | 1, 2 as negative; 3 as neutral; 4, 5 as positive
            1.0,2.5,4.5 | 1 as negative; 2.5 as neutral; 4.5 as positive
            1,5,10     | 1 as negative; 5 as neutral; 10 as positive
            0.0,1.0    | 0 as negative; 1 as positive
            True,False | false as negative; true as positive
            Pos,NEG    | neg as negative; pos as positive
            positive,negative,mixed,positive+neutral,none | negative; mixed, none as neutral; positive, positive+neutral as positive
            Extremely Negative,Positive | extremely negative as negative; positive
            __label__2,__label__1 | 1 as negative; 2 as positive
            LABEL_0,LABEL_1 | 0 as negative; 1 as positive
            """)
    void shouldReadLabelsAsPeopleHaveThem(String labels, String read) throws IOException {
        // Given
        StringBuilder lines = new StringBuilder();
        for (String label : labels.split(",")) {
            lines.append(label).append("\ta text labelled ").append(label).append('\n');
        }

        // When
        Reading reading = CorpusReader.read(file("labels.tsv", lines.toString()), ReadOptions.defaults());

        // Then
        assertThat(reading.notes()).containsExactly("labels read: " + read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1\n3", "0\n3", "0\n5", "-3.5\n0.25", "0\n2", "1\n2\n3"})
    void shouldAskWhatNumbersMeanThatCanMeanSeveralThings(String labels) throws IOException {
        // Given
        Path file = file("labels.tsv", labels.replace("\n", "\ta text\n") + "\ta text\n");

        // When Then
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> CorpusReader.read(file))
                .withMessageContaining("can mean several things; say what they mean, for example --labels");
    }

    @Test
    void shouldReadLabelsAsTheUserSays() throws IOException {
        // Given
        Path file = file("labels.tsv", "-3.5\ta\n-0.2\tb\n2\tc\nunclear\td\njoy\te\nanger\tf\n");
        LabelMapping labels =
                LabelMapping.parse("-4..-1=negative,-1..1=neutral,1..4=positive,joy=pos,unclear=skip,*=neg");

        // When
        Reading reading = CorpusReader.read(file, ReadOptions.defaults().withLabels(labels));

        // Then
        assertThat(reading.corpus().reviews())
                .extracting(LabelledReview::label)
                .containsExactly(Label.NEGATIVE, Label.NEUTRAL, Label.POSITIVE, Label.POSITIVE, Label.NEGATIVE);
        assertThat(reading.notes()).contains("left out: 1 labelled unclear");
        assertThat(reading.corpus().polar().size()).isEqualTo(4);
        assertThat(labels)
                .hasToString("-4..-1=negative,-1..1=neutral,1..4=positive,joy=positive,unclear=skip,*=negative");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1=good", "=positive", "2..1=positive", "a..b=positive", "1=positive,,2=negative"})
    void shouldRefuseLabelsThatSayNothing(String labels) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> LabelMapping.parse(labels))
                .withMessageContaining("says of no label what it means");
    }
}
