// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus;

import dev.undertone.corpus.file.CorpusException;
import dev.undertone.corpus.file.DataFile;
import dev.undertone.corpus.file.PlainLabel;
import dev.undertone.corpus.file.ReadOptions;
import dev.undertone.corpus.file.Row;
import dev.undertone.corpus.file.RowReader;
import dev.undertone.corpus.file.Rows;
import dev.undertone.review.Label;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads reviews for learning and measuring: an aclImdb folder as published ({@code train/pos/*.txt} and so on), CSV,
 * TSV, JSON Lines or a JSON array, the last four also with {@code .gz}, or sentences to fill in ({@link TemplateFile}).
 * What a file does not say by itself, {@link ReadOptions} do.
 */
public final class CorpusReader {
    private CorpusReader() {}

    /** The training reviews of {@code data} that take a side, read as {@link #read(Path, ReadOptions)} does. */
    public static Corpus read(Path data) {
        return read(data, ReadOptions.defaults()).corpus().polar();
    }

    /**
     * The training reviews of {@code data}: of an aclImdb folder its {@code train} part.
     *
     * @throws CorpusException
     */
    public static Reading read(Path data, ReadOptions options) {
        return read(data, "train", options);
    }

    /** The test reviews that come with {@code data}: an aclImdb folder's {@code test} part, nothing otherwise. */
    public static Optional<Reading> readTestPart(Path data, ReadOptions options) {
        return Files.isDirectory(data.resolve("test")) ? Optional.of(read(data, "test", options)) : Optional.empty();
    }

    /**
     * What the labels of {@code file} mean, each as it is written; nothing where it has none, or where that cannot be
     * told. All of the file is read for it.
     *
     * @throws CorpusException naming a line that cannot be read, or a label of which {@code options} do not tell
     *     the meaning
     */
    public static Function<String, Optional<Label>> labels(Path file, ReadOptions options) throws IOException {
        LabelReading.Collector labels = new LabelReading.Collector();
        try (Rows rows = RowReader.any(file, options)) {
            for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                long line = row.get().line();
                row.get().label().ifPresent(label -> labels.add(label, line));
            }
        }
        Optional<LabelReading> reading = options.labels().isPresent()
                ? Optional.of(labels.read(file.toString(), options.labels()))
                : labels.readIfClear();
        return label -> reading.flatMap(meanings -> meanings.of(PlainLabel.of(label)));
    }

    /**
     * The reviews of {@code data} for their texts alone: of an aclImdb folder those without a label; of a {@code .txt}
     * file every line; of a {@code .tsv} file without a header row what stands behind the first tab, or the line where
     * there is none; of other files the field with the text.
     *
     * @throws CorpusException if it cannot be read or holds no review
     */
    public static UnlabelledReading readUnlabelled(Path data, ReadOptions options) {
        requireThere(data);
        try {
            UnlabelledReading reading = Files.isDirectory(data) ? unsup(data, options) : texts(data, options);
            if (reading.corpus().size() == 0) {
                throw new CorpusException(data + " holds no review");
            }
            return reading;
        } catch (IOException e) {
            throw unreadable(data, e);
        }
    }

    private static UnlabelledReading unsup(Path data, ReadOptions options) throws IOException {
        Path part = data.resolve("train").resolve("unsup");
        requireFolder(part);
        return new UnlabelledReading(
                new UnlabelledCorpus(nameOf(data) + "/train/unsup", readTexts(part, options)), List.of());
    }

    private static UnlabelledReading texts(Path data, ReadOptions options) throws IOException {
        List<String> texts = new ArrayList<>();
        int withoutText = 0;
        try (Rows rows = RowReader.any(data, options)) {
            for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                row.get().text().ifPresent(texts::add);
                withoutText += row.get().text().isPresent() ? 0 : 1;
            }
            List<String> notes = new ArrayList<>(rows.origin().stream().toList());
            ReadingNotes.leftOut(withoutText, "without text").ifPresent(notes::add);
            return new UnlabelledReading(new UnlabelledCorpus(nameOf(data), texts), notes);
        }
    }

    private static Reading read(Path data, String part, ReadOptions options) {
        requireThere(data);
        try {
            if (TemplateFile.is(data)) {
                return new Reading(TemplateFile.read(data, Files.readAllLines(data)), List.of());
            }
            Reading reading = Files.isDirectory(data)
                    ? new Reading(
                            new Corpus(nameOf(data) + "/" + part, readFolder(data.resolve(part), options)), List.of())
                    : readFile(data, options);
            if (reading.corpus().size() == 0) {
                throw new CorpusException(data + " holds no review"
                        + (reading.notes().isEmpty() ? "" : " (" + String.join("; ", reading.notes()) + ")"));
            }
            return reading;
        } catch (IOException e) {
            throw unreadable(data, e);
        }
    }

    private static Reading readFile(Path data, ReadOptions options) throws IOException {
        LabelReading.Collector labels = new LabelReading.Collector();
        List<String> texts = new ArrayList<>();
        List<String> given = new ArrayList<>();
        int withoutText = 0;
        int withoutLabel = 0;
        try (Rows rows = RowReader.labelled(data, options)) {
            for (Optional<Row> next = rows.next(); next.isPresent(); next = rows.next()) {
                Row row = next.get();
                if (row.text().isEmpty()) {
                    withoutText++;
                } else if (row.label().isEmpty()) {
                    withoutLabel++;
                } else {
                    texts.add(row.text().get());
                    given.add(labels.add(row.label().get(), row.line()));
                }
            }
            LabelReading reading = labels.read(data.toString(), options.labels());
            List<LabelledReview> reviews = new ArrayList<>(texts.size());
            for (int i = 0; i < texts.size(); i++) {
                String text = texts.get(i);
                reading.of(given.get(i)).ifPresent(label -> reviews.add(new LabelledReview(text, label)));
            }
            return new Reading(
                    new Corpus(nameOf(data), reviews),
                    ReadingNotes.of(rows.origin(), reading, reviews, withoutText, withoutLabel));
        }
    }

    private static List<LabelledReview> readFolder(Path part, ReadOptions options) throws IOException {
        List<LabelledReview> reviews = new ArrayList<>();
        for (String side : List.of("pos", "neg")) {
            Path folder = part.resolve(side);
            requireFolder(folder);
            for (String text : readTexts(folder, options)) {
                reviews.add(new LabelledReview(text, side.equals("pos")));
            }
        }
        return reviews;
    }

    /** Of the folder's text files, in the order of their names. */
    private static List<String> readTexts(Path folder, ReadOptions options) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
        List<String> texts = new ArrayList<>(files.size());
        for (Path file : files) {
            StringWriter text = new StringWriter();
            try (BufferedReader reader = DataFile.reader(file, options.encoding())) {
                reader.transferTo(text);
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static String nameOf(Path data) {
        return data.getFileName().toString();
    }

    private static void requireThere(Path data) {
        if (!Files.exists(data)) {
            throw new CorpusException("there is no file or folder " + data);
        }
    }

    private static void requireFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new CorpusException("an aclImdb folder has a folder " + folder + ", this one has not");
        }
    }

    private static CorpusException unreadable(Path data, IOException cause) {
        return new CorpusException("cannot read " + data + ": " + cause.getMessage(), cause);
    }
}
