// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.learn;

import dev.undertone.corpus.Corpus;
import dev.undertone.corpus.UnlabelledCorpus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where reviews are read from, written {@code PATH} or {@code PATH:LIMIT}.
 *
 * @param limit how many are taken at most; all where it is empty
 */
record DataSource(Path path, Optional<Integer> limit) {
    private static final Pattern LIMITED = Pattern.compile("(.+):([1-9]\\d{0,8})");

    /** Reads what a user wrote; a file that is really named so is meant. */
    static DataSource parse(String written) {
        Matcher limited = LIMITED.matcher(written);
        if (limited.matches() && !Files.exists(Path.of(written))) {
            return new DataSource(Path.of(limited.group(1)), Optional.of(Integer.parseInt(limited.group(2))));
        }
        return new DataSource(Path.of(written), Optional.empty());
    }

    Corpus limited(Corpus corpus) {
        return limit.map(corpus::balanced).orElse(corpus);
    }

    UnlabelledCorpus limited(UnlabelledCorpus corpus) {
        return limit.map(corpus::limited).orElse(corpus);
    }
}
