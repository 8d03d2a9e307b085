// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.CorpusException;
import dev.undertone.corpus.CorpusReader;
import dev.undertone.corpus.ReadOptions;
import dev.undertone.corpus.Reading;
import dev.undertone.corpus.UnlabelledCorpus;
import dev.undertone.corpus.UnlabelledReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the commands that learn from labelled reviews. Confined to one thread. */
final class LabelledData {
    /** Fewer texts that differ leave none to hold out. */
    private static final int FEWEST_DISTINCT = 20;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "PATH",
            description =
                    "reviews to learn from: an aclImdb folder, or a file that is CSV, TSV (label TAB text, or columns with a header"
                            + " row), JSON Lines or a JSON array; .gz too")
    private Path data;

    @Mixin
    private DataOptions options;

    private final List<String> notes = new ArrayList<>();

    /** The reviews to learn from that take a side. */
    Corpus training() {
        Corpus corpus = polar(CorpusReader.read(data, options.read()));
        long distinct = corpus.distinct();
        if (distinct < FEWEST_DISTINCT && corpus.size() >= 2 * distinct) {
            throw new CorpusException(String.format(
                    Locale.ROOT,
                    "of the %,d reviews of %s only %,d differ, which is too few to learn from; give reviews with other texts",
                    corpus.size(),
                    data,
                    distinct));
        }
        return corpus;
    }

    /** The reviews at {@code test}, of a folder its test part alone; where it is null, the test part of the data, if it has one. */
    Optional<Corpus> test(Path test) {
        ReadOptions how = options.read();
        if (test == null) {
            return CorpusReader.readTestPart(data, how).map(this::polar);
        }
        return Optional.of(polar(Files.isDirectory(test) ? testPart(test, how) : CorpusReader.read(test, how)));
    }

    /** The texts at {@code unlabelled}. */
    UnlabelledCorpus unlabelled(Path unlabelled) {
        UnlabelledReading reading = CorpusReader.readUnlabelled(unlabelled, options.read());
        note(reading.corpus().name(), reading.notes());
        return reading.corpus();
    }

    /** How all that has been read so far was read, a line each, in order. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    private Corpus polar(Reading reading) {
        String name = reading.corpus().name();
        note(name, reading.notes());
        long neutral = reading.corpus().neutrals();
        if (neutral > 0) {
            note(name, List.of(String.format(Locale.ROOT, "left out: %,d neutral", neutral)));
        }
        return reading.corpus().polar();
    }

    private void note(String name, List<String> lines) {
        lines.forEach(line -> notes.add(name + ": " + line));
    }

    private static Reading testPart(Path folder, ReadOptions how) {
        return CorpusReader.readTestPart(folder, how)
                .orElseThrow(() -> new CorpusException(
                        "the folder " + folder + " has no folder test; name an aclImdb folder or a file with --test"));
    }
}
