// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorpusReaderTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReadAnAclImdbFolderAsPublished() throws IOException {
        // Given
        file("aclImdb/train/pos/0_9.txt", "good");
        file("aclImdb/train/pos/10_7.txt", "fine");
        file("aclImdb/train/neg/0_3.txt", "bad");
        file("aclImdb/train/unsup/0_0.txt", "unknown");
        file("aclImdb/test/pos/0_10.txt", "great");
        file("aclImdb/test/neg/0_1.txt", "awful");

        // When
        Corpus training = CorpusReader.read(folder.resolve("aclImdb"));
        Corpus test = CorpusReader.readTestPart(folder.resolve("aclImdb"), ReadOptions.defaults())
                .orElseThrow()
                .corpus();

        // Then
        assertThat(training.name()).isEqualTo("aclImdb/train");
        assertThat(training.reviews())
                .containsExactly(
                        new LabelledReview("good", true),
                        new LabelledReview("fine", true),
                        new LabelledReview("bad", false));
        assertThat(test.reviews())
                .containsExactly(new LabelledReview("great", true), new LabelledReview("awful", false));
    }

    @Test
    void shouldReadTabSeparatedLinesAndKeepTabsOfTheText() throws IOException {
        // Given
        Path file = file("reviews.tsv", "1\tgood\tindeed\n\nneg\tbad\n");

        // When
        Corpus corpus = CorpusReader.read(file);

        // Then
        assertThat(corpus.reviews())
                .containsExactly(new LabelledReview("good\tindeed", true), new LabelledReview("bad", false));
    }

    @Test
    void shouldReadJsonLines() throws IOException {
        // Given
        Path file = file(
                "reviews.jsonl",
                "{\"text\":\"good\",\"label\":1,\"id\":\"x\"}\n{\"text\":\"bad\",\"label\":\"Negative\"}\n");

        // When
        Corpus corpus = CorpusReader.read(file);

        // Then
        assertThat(corpus.reviews())
                .containsExactly(new LabelledReview("good", true), new LabelledReview("bad", false));
    }

    @Test
    void shouldUnpackGzip() throws IOException {
        // Given
        Path file = folder.resolve("reviews.tsv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("1\tgood\n".getBytes(StandardCharsets.UTF_8));
        }

        // When
        Corpus corpus = CorpusReader.read(file);

        // Then
        assertThat(corpus).isEqualTo(new Corpus("reviews.tsv.gz", List.of(new LabelledReview("good", true))));
    }

    @Test
    void shouldNotTakeNextLineCharactersForLineEnds() throws IOException {
        // Given
        String text = "one\u0085two\u2028three\u000bfour";
        Path file = file("reviews.tsv", "1\t" + text + "\n0\tbad\n");

        // When
        Corpus corpus = CorpusReader.read(file);

        // Then
        assertThat(corpus.reviews()).containsExactly(new LabelledReview(text, true), new LabelledReview("bad", false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bad.tsv   | good without a label           | is not 'label TAB text'
            label.tsv | 5 good                         | has the label '5'; use 1 or positive, 0 or negative
            bad.jsonl | {"text": 3, "label": 1}        | is no object with 'text' and 'label'
            cut.jsonl | {"text": "good                 | is no JSON
            """)
    void shouldNameTheLineThatIsWrong(String name, String line, String problem) throws IOException {
        // Given
        String content = name.equals("label.tsv") ? line.replaceFirst(" ", "\t") : line;
        String first = name.endsWith(".tsv") ? "1\tfine\n" : "{\"text\":\"fine\",\"label\":1}\n";
        Path file = file(name, first + content + "\n");

        // When Then
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> CorpusReader.read(file))
                .withMessageStartingWith("line 2 of " + file)
                .withMessageContaining(problem);
    }

    @Test
    void shouldSayWhatIsMissing() throws IOException {
        Path empty = file("empty.tsv", "");
        Path unknown = file("reviews.doc", "1\tgood");
        Files.createDirectories(folder.resolve("other"));

        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> CorpusReader.read(folder.resolve("none.tsv")))
                .withMessageContaining("there is no file or folder");
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> CorpusReader.read(empty))
                .withMessageContaining("holds no review");
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> CorpusReader.read(unknown))
                .withMessageContaining("must be named .tsv or .jsonl");
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> CorpusReader.read(folder.resolve("other")))
                .withMessageContaining("an aclImdb folder has a folder");
    }

    private Path file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
