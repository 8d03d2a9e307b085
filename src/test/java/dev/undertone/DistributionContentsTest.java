// SPDX-License-Identifier: Apache-2.0
package dev.undertone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The assembly's descriptor is the list of which library lies in which folder; the others must agree with it. */
class DistributionContentsTest {
    private static final String CONTENTS = read("src/assembly/contents.xml");
    private static final Pattern FOLDER = Pattern.compile("\\blib-[a-z]+\\b");

    @Test
    void shouldLeaveOutOfLibWhatHasAFolderOfItsOwn() {
        assertThat(all("<exclude>([^<]+)</exclude>", CONTENTS))
                .isEqualTo(all("<include>([^<:]+:[^<]+)</include>", CONTENTS));
    }

    @Test
    void shouldNameOnlyLibrariesThatThePomHas() {
        // Given
        Set<String> dependencies = new TreeSet<>();
        Pattern.compile("(?s)<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>")
                .matcher(read("pom.xml"))
                .results()
                .forEach(found -> {
                    dependencies.add(found.group(1) + ":" + found.group(2));
                    dependencies.add(found.group(1) + ":*");
                });

        // Then
        assertThat(dependencies).containsAll(all("<exclude>([^<]+)</exclude>", CONTENTS));
    }

    @Test
    void shouldHaveEveryFolderLoadedByACommandAndNoOther() {
        // When
        Set<String> loaded = folders("src/main/bin/undertone", "src/main/java/dev/undertone/bench/Contenders.java");

        // Then
        assertThat(loaded).isEqualTo(packed());
    }

    @Test
    void shouldLeaveAllOfThemOutOfTheImage() {
        assertThat(folders("src/main/docker/.dockerignore", "src/main/docker/Dockerfile"))
                .isEqualTo(packed());
    }

    @Test
    void shouldHeadTheirDependenciesInThePom() {
        assertThat(folders("pom.xml")).isEqualTo(packed());
    }

    /** The folders beside {@code lib} that the distribution has. */
    private static Set<String> packed() {
        return all("<outputDirectory>(lib-[^<]+)</outputDirectory>", CONTENTS);
    }

    private static Set<String> folders(String... files) {
        return Arrays.stream(files)
                .flatMap(file -> FOLDER.matcher(read(file)).results())
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
