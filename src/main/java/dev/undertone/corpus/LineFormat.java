// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus;

import java.nio.file.Path;

/** How a file holds one review a line. */
public enum LineFormat {
    TSV,
    JSON_LINES;

    /**
     * The format that the file's name tells.
     *
     * @throws CorpusException if it tells none
     */
    public static LineFormat of(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.gz$", "");
        if (name.endsWith(".tsv")) {
            return TSV;
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json")) {
            return JSON_LINES;
        }
        throw new CorpusException(file + " must be named .tsv or .jsonl, or either with .gz");
    }
}
