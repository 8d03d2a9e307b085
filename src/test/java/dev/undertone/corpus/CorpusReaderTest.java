// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.undertone.corpus.file.CorpusException;
import dev.undertone.corpus.file.ReadOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
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
            label.tsv | great good                     | has a label that is none we know
            bad.jsonl | {"text": 3, "label": 1}        | has a field 'text' that is no string
            list.jsonl | "good"                        | is no JSON object
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
                .withMessageContaining("must be named .csv, .tsv, .jsonl, .json or .txt");
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> CorpusReader.read(folder.resolve("other")))
                .withMessageContaining("an aclImdb folder has a folder");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            excel.csv   | sep=;\\nId;Review;Sentiment\\n1;"gut; sehr";pos\\n2;übel;neg\\n                        | gut; sehr | UTF-8
            excel.csv   | Id;Review;Sentiment\\n1;"gut; sehr";pos\\n2;übel;neg\\n                                 | gut; sehr | windows-1252
            pandas.csv  | ,text,label\\n0,"He said ""no"",\\nthen left",1\\n1,bad,0\\n                           | He said "no",\\nthen left | UTF-8
            amazon.csv  | asin,helpful,review_body,star_rating\\nB1,"[0, 0]","nice, yes",5\\nB2,"[]",no,1\\n       | nice, yes | UTF-8
            two.csv     | 1,"nice, yes"\\n0,"no, no"\\n                                                             | nice, yes | UTF-8
            sst.tsv     | PhraseId\\tPhrase\\tSentiment\\n1\\tA series\\t4\\n2\\tbad\\t0\\n                           | A series  | UTF-8
            mac.tsv     | 1\\tgood\\r0\\tbad\\r                                                                       | good      | UTF-8
            wide.tsv    | 1\\tgood\\n0\\tbad\\n                                                                       | good      | UTF-16
            fast.txt    | __label__2 great CD: mine\\n__label__1 bad\\n                                             | great CD: mine | UTF-8
            array.json  | [{"review":"good","stars":5},\\n {"review":"bad","stars":1}]                               | good      | UTF-8
            lines.jsonl | {"text":"good","label":1,"helpful":NaN}\\n{"text":NaN,"label":0}\\n                        | good      | UTF-8
            """)
    void shouldReadFilesAsProgramsWriteThem(String name, String content, String text, String encoding)
            throws IOException {
        // Given
        Path file = folder.resolve(name);
        Files.write(file, unescaped(content).getBytes(encoding));
        ReadOptions options = ReadOptions.defaults().withEncoding(Charset.forName(encoding));

        // When
        Corpus corpus = CorpusReader.read(file, options).corpus();

        // Then
        assertThat(corpus.reviews()).contains(new LabelledReview(unescaped(text), true));
        assertThat(corpus.reviews().stream().filter(LabelledReview::positive)).hasSize(1);
    }

    @Test
    void shouldReadColumnsByNumberWhereTheyHaveNoNames() throws IOException {
        // Given: what Sentiment140 looks like
        Path file = file(
                "s140.csv",
                "\"0\",\"1467\",\"Mon Apr 06\",\"NO_QUERY\",\"me\",\"so sad, so\"\n"
                        + "\"4\",\"1468\",\"Mon Apr 06\",\"NO_QUERY\",\"me\",\"so glad\"\n");
        ReadOptions options = ReadOptions.defaults().withTextField("6").withLabelField("1");

        // When
        Reading reading = CorpusReader.read(file, options);

        // Then
        assertThat(reading.corpus().reviews())
                .containsExactly(new LabelledReview("so sad, so", false), new LabelledReview("so glad", true));
        assertThat(reading.notes())
                .containsExactly(
                        "text from column 6, label from column 1", "labels read: 0 as negative; 4 as positive");
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> CorpusReader.read(file))
                .withMessageContaining("has no header row with a usual name for the text")
                .withMessageContaining("--text-field and --label-field");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            open.csv   | text,label\\nfine,1\\n"so private,1\\nbad,0\\n           | line 3 of {} begins a row whose quotes do not close
            slash.csv  | text,label\\n"a \\"private\\" thing",1\\n                | line 2 of {} begins a row whose quotes do not close
            swap.csv   | so private,1\\nvery private,0\\n                          | text and label look swapped in {}
            other.csv  | id,note,label\\n1,private,1\\n                            | {} has no field with a usual name for the text; name it with --text-field, one of: id, note, label
            cut.json   | [{"text":"private","label":1},\\n{"text":"priv             | line 2 of {} is no JSON
            other.json | {"note":"private","label":1}                              | line 1 of {} has no field with a usual name for the text; name it with --text-field, one of: note, label
            zip.csv    | PK\\u0003\\u0004                                            | {} is a ZIP archive or an Excel workbook
            parquet.json | PAR1                                                     | {} is a Parquet file
            """)
    void shouldNameWhatIsWrongAndNoWordOfAReview(String name, String content, String problem) throws IOException {
        // Given
        Path file = file(name, unescaped(content));

        // When Then
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> CorpusReader.read(file))
                .withMessageStartingWith(problem.replace("{}", file.toString()))
                .satisfies(e ->
                        assertThat(e.getMessage().replace(file.toString(), "")).doesNotContain("private"));
    }

    @Test
    void shouldNameTheLineThatIsNotUtf8() throws IOException {
        // Given: more than is decoded at once
        Path file = folder.resolve("late.tsv");
        Files.writeString(file, "1\tgood \u00e9\n0\tbad\n".repeat(20_000));
        Files.write(file, "1\tcaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1), StandardOpenOption.APPEND);

        // When Then
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> CorpusReader.read(file))
                .withMessage("line 40001 of " + file
                        + " is not UTF-8; say which encoding the file has, for example --encoding windows-1252");
    }

    @Test
    void shouldSayThatGzipIsCutOffWhereverItIs() throws IOException {
        // Given
        Path whole = folder.resolve("whole.tsv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
            for (int i = 0; i < 2_000; i++) {
                out.write(("1\tgood number " + i * 31 + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] bytes = Files.readAllBytes(whole);
        for (int length : new int[] {2, 9, 200, bytes.length - 1}) {
            Path cut = Files.write(folder.resolve("cut.tsv.gz"), Arrays.copyOf(bytes, length));

            // When Then
            assertThatExceptionOfType(CorpusException.class)
                    .isThrownBy(() -> CorpusReader.read(cut))
                    .withMessage(cut + " is cut off: gzip cannot unpack all of it; get it once more");
        }
    }

    @Test
    void shouldKeepQuotesOfTextsThatOnlyBeginWithOne() throws IOException {
        // Given
        Path file = file("reviews.tsv", "1\t\"Who Done It?\" has many laughs\n0\t\"Protocol\" has none \"at all\"\n");

        // When
        Corpus corpus = CorpusReader.read(file);

        // Then
        assertThat(corpus.reviews())
                .containsExactly(
                        new LabelledReview("\"Who Done It?\" has many laughs", true),
                        new LabelledReview("\"Protocol\" has none \"at all\"", false));
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\r", "\r")
                .replace("\\u0003", "\u0003")
                .replace("\\u0004", "\u0004");
    }

    private Path file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
