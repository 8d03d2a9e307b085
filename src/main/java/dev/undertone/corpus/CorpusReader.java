// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads labelled reviews: an aclImdb folder as published ({@code train/pos/*.txt} and so on), {@code label TAB text}
 * lines (a name that ends in {@code .tsv}), or JSON Lines with {@code text} and {@code label} ({@code .jsonl}); the
 * last two also with {@code .gz}. A label is 1, positive or pos, or 0, negative or neg.
 */
public final class CorpusReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CorpusReader() {}

    /**
     * The training reviews of {@code data}: of an aclImdb folder its {@code train} part.
     *
     * @throws CorpusException
     */
    public static Corpus read(Path data) {
        return read(data, "train");
    }

    /** The test reviews that come with {@code data}: an aclImdb folder's {@code test} part, nothing otherwise. */
    public static Optional<Corpus> readTestPart(Path data) {
        return Files.isDirectory(data.resolve("test")) ? Optional.of(read(data, "test")) : Optional.empty();
    }

    /**
     * The reviews of {@code data} for their texts alone: of an aclImdb folder those without a label; of a {@code .txt}
     * file every line; of a {@code .tsv} file what stands behind the first tab, or the line where there is none; of
     * JSON Lines {@code text}.
     *
     * @throws CorpusException if it cannot be read or holds no review
     */
    public static UnlabelledCorpus readUnlabelled(Path data) {
        requireThere(data);
        List<String> texts;
        String name = data.getFileName().toString();
        try {
            if (Files.isDirectory(data)) {
                Path part = data.resolve("train").resolve("unsup");
                if (!Files.isDirectory(part)) {
                    throw new CorpusException("an aclImdb folder has a folder " + part + ", this one has not");
                }
                texts = readTexts(part);
                name += "/train/unsup";
            } else {
                texts = readTextLines(data);
            }
        } catch (IOException e) {
            throw new CorpusException("cannot read " + data + ": " + e.getMessage(), e);
        }
        if (texts.isEmpty()) {
            throw new CorpusException(data + " holds no review");
        }
        return new UnlabelledCorpus(name, texts);
    }

    private static void requireThere(Path data) {
        if (!Files.exists(data)) {
            throw new CorpusException("there is no file or folder " + data);
        }
    }

    private static Corpus read(Path data, String part) {
        requireThere(data);
        List<LabelledReview> reviews;
        String name = data.getFileName().toString();
        try {
            if (Files.isDirectory(data)) {
                reviews = readFolder(data.resolve(part));
                name += "/" + part;
            } else {
                reviews = readLines(data);
            }
        } catch (IOException e) {
            throw new CorpusException("cannot read " + data + ": " + e.getMessage(), e);
        }
        if (reviews.isEmpty()) {
            throw new CorpusException(data + " holds no review");
        }
        return new Corpus(name, reviews);
    }

    private static List<LabelledReview> readFolder(Path part) throws IOException {
        List<LabelledReview> reviews = new ArrayList<>();
        for (String side : List.of("pos", "neg")) {
            Path folder = part.resolve(side);
            if (!Files.isDirectory(folder)) {
                throw new CorpusException("an aclImdb folder has a folder " + folder + ", this one has not");
            }
            for (String text : readTexts(folder)) {
                reviews.add(new LabelledReview(text, side.equals("pos")));
            }
        }
        return reviews;
    }

    /** Of the folder's text files, in the order of their names. */
    private static List<String> readTexts(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
        List<String> texts = new ArrayList<>(files.size());
        for (Path file : files) {
            texts.add(Files.readString(file));
        }
        return texts;
    }

    private static List<LabelledReview> readLines(Path file) throws IOException {
        LineFormat format = LineFormat.of(file);
        return readLines(
                file, (number, line) -> format == LineFormat.TSV ? tsv(file, number, line) : json(file, number, line));
    }

    private static List<String> readTextLines(Path file) throws IOException {
        if (file.toString().replaceFirst("\\.gz$", "").endsWith(".txt")) {
            return readLines(file, (number, line) -> line);
        }
        LineFormat format = LineFormat.of(file);
        return readLines(
                file,
                (number, line) -> format == LineFormat.TSV
                        ? line.substring(line.indexOf('\t') + 1)
                        : text(object(file, number, line), file, number));
    }

    private static <T> List<T> readLines(Path file, LineParser<T> parser) throws IOException {
        List<T> parsed = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(DataFile.open(file), StandardCharsets.UTF_8))) {
            long number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    parsed.add(parser.parse(number, line));
                }
            }
        }
        return parsed;
    }

    private interface LineParser<T> {
        T parse(long number, String line);
    }

    private static LabelledReview tsv(Path file, long number, String line) {
        int tab = line.indexOf('\t');
        if (tab < 0) {
            throw bad(file, number, "is not 'label TAB text'");
        }
        return new LabelledReview(line.substring(tab + 1), label(file, number, line.substring(0, tab)));
    }

    private static LabelledReview json(Path file, long number, String line) {
        JsonNode node = object(file, number, line);
        if (!node.path("text").isTextual() || !node.path("label").isValueNode()) {
            throw bad(file, number, "is no object with 'text' and 'label'");
        }
        return new LabelledReview(
                node.get("text").asText(), label(file, number, node.get("label").asText()));
    }

    private static JsonNode object(Path file, long number, String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw bad(file, number, "is no JSON: " + e.getOriginalMessage());
        }
    }

    private static String text(JsonNode node, Path file, long number) {
        if (!node.path("text").isTextual()) {
            throw bad(file, number, "is no object with 'text'");
        }
        return node.get("text").asText();
    }

    private static boolean label(Path file, long number, String label) {
        return switch (label.strip().toLowerCase(Locale.ROOT)) {
            case "1", "positive", "pos" -> true;
            case "0", "negative", "neg" -> false;
            default -> throw bad(file, number, "has the label '" + label + "'; use 1 or positive, 0 or negative");
        };
    }

    private static CorpusException bad(Path file, long number, String what) {
        return new CorpusException("line " + number + " of " + file + " " + what);
    }
}
