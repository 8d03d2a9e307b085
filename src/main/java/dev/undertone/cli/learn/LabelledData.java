// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.learn;

import dev.undertone.cli.terminal.DataOptions;
import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.CorpusReader;
import dev.undertone.corpus.LabelledReview;
import dev.undertone.corpus.Reading;
import dev.undertone.corpus.UnlabelledCorpus;
import dev.undertone.corpus.UnlabelledReading;
import dev.undertone.corpus.file.CorpusException;
import dev.undertone.corpus.file.ReadOptions;
import dev.undertone.train.data.SentenceSampler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the commands that learn from labelled reviews. Confined to one thread. */
final class LabelledData {
    /** Fewer texts that differ leave none to hold out. */
    private static final int FEWEST_DISTINCT = 20;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "PATH[:LIMIT]",
            description =
                    "Reviews to learn from: an aclImdb folder, or a file that is CSV, TSV (label TAB text, or columns"
                            + " with a header row), JSON Lines or a JSON array; .gz too. LIMIT takes at most so many, as"
                            + " evenly from the labels as it can. Repeat the option for more sources.")
    private List<String> data;

    @Mixin
    private DataOptions options;

    private final List<String> notes = new ArrayList<>();
    private final KeptApart apart = new KeptApart();

    /** The reviews to learn from, one corpus a source; neutral ones are among them where a source knows such. */
    List<Corpus> sources() {
        List<Corpus> sources = new ArrayList<>();
        for (DataSource source : sourcesNamed()) {
            Reading reading = CorpusReader.read(source.path(), options.read());
            note(reading.corpus().name(), reading.notes());
            sources.add(source.limited(apart.from(reading.corpus())));
        }
        long size = sources.stream().mapToLong(Corpus::size).sum();
        long distinct = sources.stream()
                .flatMap(corpus -> corpus.reviews().stream())
                .map(LabelledReview::text)
                .distinct()
                .count();
        if (distinct < FEWEST_DISTINCT && size >= 2 * distinct) {
            throw new CorpusException(String.format(
                    Locale.ROOT,
                    "of the %,d reviews of %s only %,d differ, which is too few to learn from; give reviews with other texts",
                    size,
                    String.join(" and ", data),
                    distinct));
        }
        return sources;
    }

    /** The reviews to learn from that take a side, of all sources together. */
    Corpus training() {
        List<Corpus> sources = sources();
        sources.forEach(this::noteNeutral);
        if (sources.size() == 1) {
            return sources.get(0).polar();
        }
        return new Corpus(
                sources.stream().map(Corpus::name).collect(Collectors.joining(" and ")),
                sources.stream()
                        .flatMap(corpus -> corpus.polar().reviews().stream())
                        .toList());
    }

    /**
     * The reviews at {@code test}, of a folder its test part alone; where it is null, the test part of the data, if it
     * has one.
     */
    Optional<Corpus> test(Path test) {
        ReadOptions how = options.read();
        if (test == null) {
            List<DataSource> sources = sourcesNamed();
            return sources.size() > 1
                    ? Optional.empty()
                    : CorpusReader.readTestPart(sources.get(0).path(), how).map(this::polar);
        }
        return Optional.of(polar(Files.isDirectory(test) ? testPart(test, how) : CorpusReader.read(test, how)));
    }

    /** The texts at {@code source}. */
    UnlabelledCorpus unlabelled(DataSource source) {
        UnlabelledReading reading = CorpusReader.readUnlabelled(source.path(), options.read());
        note(reading.corpus().name(), reading.notes());
        return source.limited(apart.from(reading.corpus()));
    }

    /** The sentences of the texts at {@code source}, each once. */
    UnlabelledCorpus sentences(DataSource source) {
        SentenceSampler all = new SentenceSampler(Integer.MAX_VALUE, SentenceSampler.LONG);
        UnlabelledCorpus whole = unlabelled(new DataSource(source.path(), Optional.empty()));
        List<String> sentences =
                whole.texts().stream().flatMap(text -> all.of(text).stream()).toList();
        return source.limited(apart.from(new UnlabelledCorpus("sentences of " + whole.name(), sentences)));
    }

    /** What is to be read from now on goes without the texts at {@code path}. */
    void keepApart(DataSource path) {
        apart.add(CorpusReader.readUnlabelled(path.path(), options.read())
                .corpus()
                .texts());
    }

    private List<DataSource> sourcesNamed() {
        return data.stream().map(DataSource::parse).toList();
    }

    /** How all that has been read so far was read, a line each, in order. */
    List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        if (apart.leftOut() > 0) {
            all.add(String.format(Locale.ROOT, "left out: %,d that the model will be measured on", apart.leftOut()));
        }
        return all;
    }

    private Corpus polar(Reading reading) {
        String name = reading.corpus().name();
        note(name, reading.notes());
        noteNeutral(reading.corpus());
        return reading.corpus().polar();
    }

    private void noteNeutral(Corpus corpus) {
        if (corpus.neutrals() > 0) {
            note(corpus.name(), List.of(String.format(Locale.ROOT, "left out: %,d neutral", corpus.neutrals())));
        }
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
