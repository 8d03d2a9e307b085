// SPDX-License-Identifier: Apache-2.0
package dev.undertone.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of reviews as people have them, and what must become of it, from the table {@code cases/expected-files.txt}.
 *
 * @param options of the command line
 * @param evaluated what {@code evaluate} makes of it
 * @param published what {@code publish} makes of it, {@code -} where it is no file
 */
public record FileCase(String name, List<String> options, String evaluated, String published) {
    public static final Path FOLDER = Path.of("src", "test", "resources", "cases");

    public static List<FileCase> all() {
        try {
            return Files.readAllLines(FOLDER.resolve("expected-files.txt")).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+# "))
                    .map(cells -> new FileCase(
                            cells[0],
                            cells[1].equals("-") ? List.of() : List.of(cells[1].split(" ")),
                            cells[2],
                            cells[3]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return FOLDER.resolve(name);
    }

    /** A command line of these words, this file's options, then those words. */
    public String[] arguments(List<String> before, String... after) {
        List<String> arguments = new ArrayList<>(before);
        arguments.addAll(options);
        return Stream.concat(arguments.stream(), Stream.of(after)).toArray(String[]::new);
    }

    @Override
    public String toString() {
        return name + (options.isEmpty() ? "" : " " + String.join(" ", options));
    }
}
