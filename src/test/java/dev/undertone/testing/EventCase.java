// SPDX-License-Identifier: Apache-2.0
package dev.undertone.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An event as people have them, and what must become of it, from the table {@code cases/expected-events.txt}.
 *
 * @param settings of the configuration
 * @param outcome SCORED or a reason
 * @param detail of a scored one its id, or {@code -}; of another what its dead letter says
 */
public record EventCase(String file, Map<String, String> settings, String outcome, String detail) {
    private static final Path FOLDER = Path.of("src", "test", "resources", "cases");
    private static final String SEPARATOR = "\\s+# ";

    public static List<EventCase> all() {
        try {
            return Files.readAllLines(FOLDER.resolve("expected-events.txt"), StandardCharsets.UTF_8).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(EventCase::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EventCase of(String line) {
        String[] cells = line.split(SEPARATOR);
        Map<String, String> settings = new LinkedHashMap<>();
        if (!cells[1].equals("-")) {
            Arrays.stream(cells[1].split(" ")).forEach(setting -> {
                String[] parts = setting.split("=", 2);
                settings.put(parts[0], parts[1]);
            });
        }
        return new EventCase(cells[0], settings, cells[2], cells[3]);
    }

    public byte[] value() {
        try {
            return Files.readAllBytes(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a text can be read from it. */
    public boolean isReadable() {
        return outcome.equals("SCORED") || outcome.equals("EMPTY_TEXT");
    }

    @Override
    public String toString() {
        return file + (settings.isEmpty() ? "" : " " + settings);
    }
}
