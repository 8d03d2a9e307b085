// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import dev.undertone.testing.GeneratedDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/**
 * The page on configuration says of every key what the code does. With {@code -Ddocs.write} the test writes it instead.
 */
class ConfigurationDocumentTest {
    private static final Path FILE = Path.of("docs", "configuration.md");
    private static final String COMMAND = GeneratedDocument.commandFor(ConfigurationDocumentTest.class);
    private static final String BEGIN =
            "<!-- Made from the code by '" + COMMAND + "'; change ScorerConfig instead. -->\n";
    private static final String END = "<!-- end of what is made -->\n";
    private static final String HEAD = """

        | key | environment variable | type | default | valid values | importance | what it is for |
        |---|---|---|---|---|---|---|
        """;

    @Test
    void shouldHaveEveryKeyAsItIsDefined() throws IOException {
        // Given
        String document = Files.readString(FILE);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);

        // When
        String upToDate = document.substring(0, begin) + table() + document.substring(end);

        // Then
        GeneratedDocument.assertUpToDate(FILE, upToDate, getClass());
    }

    private static String table() {
        return HEAD
                + ScorerConfig.definition().stream()
                        .map(ConfigurationDocumentTest::row)
                        .collect(Collectors.joining())
                + "\n";
    }

    private static String row(ConfigDef.ConfigKey key) {
        String type = key.type.name().toLowerCase(Locale.ROOT);
        String value = ConfigDef.convertToString(key.defaultValue, key.type);
        String valid = key.validator == null ? "" : escaped(key.validator.toString());
        String importance = key.importance.name().toLowerCase(Locale.ROOT);
        return "| `" + key.name + "` | `" + EnvironmentVariable.name(key.name).orElseThrow() + "` | " + type + " | "
                + (value.isEmpty() ? "" : "`" + value + "`") + " | " + valid + " | " + importance + " | "
                + escaped(key.documentation) + " |\n";
    }

    private static String escaped(String text) {
        return text.replace("*", "\\*").replace("|", "\\|");
    }
}
