// SPDX-License-Identifier: Apache-2.0
package dev.undertone;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rooms stay small enough to be looked over, and nothing in them has the name of something else. */
class RoomsTest {
    private static final int MOST_FILES = 20;
    private static final int MOST_LINES = 300;

    @ParameterizedTest
    @ValueSource(strings = {"main", "test"})
    void shouldHaveNoPackageOfManyFiles(String part) throws IOException {
        // When
        Map<Path, Long> files = sources(part).stream().collect(groupingBy(Path::getParent, counting()));

        // Then
        files.values().removeIf(count -> count <= MOST_FILES);
        assertThat(files).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "test", "jmh"})
    void shouldHaveNoLongFile(String part) throws IOException {
        // When
        List<Path> sources = sources(part);

        // Then
        assertThat(sources)
                .allSatisfy(file -> assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(MOST_LINES));
    }

    @Test
    void shouldHaveNoTwoClassesOfOneName() throws IOException {
        // When
        Map<String, Long> names = Stream.concat(sources("main").stream(), sources("test").stream())
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.equals("package-info.java"))
                .collect(groupingBy(name -> name, counting()));

        // Then
        names.values().removeIf(count -> count == 1);
        assertThat(names).isEmpty();
    }

    private static List<Path> sources(String part) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", part, "java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
