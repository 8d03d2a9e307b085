// SPDX-License-Identifier: Apache-2.0
package dev.undertone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.GeneratedDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DocumentsTest {
    private static final Path MAIN = Path.of("src", "main", "java", "dev", "undertone");
    private static final Path TEST = Path.of("src", "test", "java", "dev", "undertone");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|<!--.*?-->|`[^`\n]*`");
    private static final Pattern TEST_NAME = Pattern.compile("void (should\\w+)\\(");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @Test
    void shouldKeepProseWithinTheColumnsOfEditorconfig() throws IOException {
        for (Path document : Documents.written()) {
            // When
            String text = Files.readString(document);

            // Then
            if (!Prose.longLines(text).isEmpty()) {
                GeneratedDocument.assertUpToDate(document, Prose.wrap(text), getClass());
            }
        }
    }

    @Test
    void shouldKeepCommentsWithinTheColumnsOfEditorconfig() throws IOException {
        // When
        List<String> tooLong = new ArrayList<>();
        for (Path source : Documents.sources()) {
            List<String> lines = Files.readAllLines(source);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (line.length() > Prose.COLUMNS && line.strip().matches("(//|/\\*|\\*).*")) {
                    tooLong.add(source + ":" + (i + 1) + ": " + line.strip());
                }
            }
        }

        // Then
        assertThat(tooLong).isEmpty();
    }

    @Test
    void shouldNameTestsInAtMostSixtyCharacters() throws IOException {
        // When
        List<String> tooLong = new ArrayList<>();
        for (Path source : Documents.sources()) {
            TEST_NAME
                    .matcher(Files.readString(source))
                    .results()
                    .filter(name -> name.group(1).length() > 60)
                    .forEach(name -> tooLong.add(source + ": " + name.group(1)));
        }

        // Then
        assertThat(tooLong).isEmpty();
    }

    @Test
    void shouldLinkToWhatIsThere() throws IOException {
        // When
        List<String> broken = new ArrayList<>();
        for (Path document : Documents.all()) {
            Matcher link = LINK.matcher(CODE.matcher(Files.readString(document)).replaceAll("code"));
            while (link.find()) {
                if (!link.group(1).contains("://") && !isThere(document, link.group(1))) {
                    broken.add(document + ": " + link.group(1));
                }
            }
        }

        // Then
        assertThat(broken).isEmpty();
    }

    @Test
    void shouldNameClassesThatAreThere() throws IOException {
        // When
        List<String> strangers = Pattern.compile("`([a-z]+(?:/[a-z]+)*/[A-Z]\\w+)`")
                .matcher(Files.readString(Path.of("docs", "ARCHITECTURE.md")))
                .results()
                .map(mention -> mention.group(1) + ".java")
                .filter(file -> !Files.exists(MAIN.resolve(file)) && !Files.exists(TEST.resolve(file)))
                .toList();

        // Then
        assertThat(strangers).isEmpty();
    }

    private static boolean isThere(Path document, String target) throws IOException {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty()
                ? document
                : document.resolveSibling(parts[0]).normalize();
        return Files.exists(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
    }

    /** The headings of a document, as GitHub makes anchors of them. */
    private static List<String> anchors(Path document) throws IOException {
        return HEADING.matcher(Files.readString(document))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toList());
    }
}
