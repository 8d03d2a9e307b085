// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.CorpusException;
import dev.undertone.corpus.CorpusReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of the commands that learn from labelled reviews. */
final class LabelledData {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "PATH",
            description =
                    "Reviews to learn from: an aclImdb folder, a .tsv file (label TAB text) or a .jsonl file (label"
                            + " and text), with or without .gz.")
    private Path data;

    Corpus training() {
        return CorpusReader.read(data);
    }

    /**
     * The reviews at {@code test}, of a folder its test part alone; where it is null, the test part of the data, if it
     * has one.
     */
    Optional<Corpus> test(Path test) {
        if (test == null) {
            return CorpusReader.readTestPart(data);
        }
        return Optional.of(Files.isDirectory(test) ? testPart(test) : CorpusReader.read(test));
    }

    private static Corpus testPart(Path folder) {
        return CorpusReader.readTestPart(folder)
                .orElseThrow(() -> new CorpusException(
                        "the folder " + folder + " has no folder test; name an aclImdb folder or a file with --test"));
    }
}
