// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus.file;

import java.nio.file.Path;
import java.util.Locale;

/** How a file holds its reviews, as its name tells. */
public enum DataFormat {
    /** {@code label TAB text}, or columns with tabs between them. */
    TSV,
    /** Columns with commas or semicolons between them, quoted where they must be. */
    CSV,
    /** An object a line, or an array of objects. */
    JSON,
    /** A text a line; where labels are wanted, as TSV. */
    TEXT;

    /**
     * The format of {@code file}, which may have {@code .gz} at its end.
     *
     * @throws CorpusException if its name tells none
     */
    public static DataFormat of(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "tsv", "tab" -> TSV;
            case "csv" -> CSV;
            case "jsonl", "ndjson", "json" -> JSON;
            case "txt" -> TEXT;
            default ->
                throw new CorpusException(
                        file + " must be named .csv, .tsv, .jsonl, .json or .txt, or one of these with .gz");
        };
    }
}
