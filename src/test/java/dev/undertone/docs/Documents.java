// SPDX-License-Identifier: Apache-2.0
package dev.undertone.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The repository's own files, as tests read them. */
final class Documents {
    private static final Path ROOT = Path.of("");

    private Documents() {}

    /** Every document in Markdown. */
    static List<Path> all() throws IOException {
        List<Path> documents = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT)) {
            top.filter(Documents::isMarkdown).forEach(documents::add);
        }
        for (String folder : List.of("docs", "model", ".github")) {
            documents.addAll(under(Path.of(folder), ".md"));
        }
        return documents;
    }

    /** Those that people write: the others come from {@code train} and {@code compare} as they are. */
    static List<Path> written() throws IOException {
        return all().stream()
                .filter(file -> !file.startsWith("model") && !file.startsWith(Path.of("docs", "comparison")))
                .toList();
    }

    /** Every Java source. */
    static List<Path> sources() throws IOException {
        return under(Path.of("src"), ".java");
    }

    private static boolean isMarkdown(Path file) {
        return file.toString().endsWith(".md");
    }

    private static List<Path> under(Path folder, String ending) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
