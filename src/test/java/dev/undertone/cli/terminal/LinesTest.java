// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LinesTest {
    @ParameterizedTest
    @MethodSource
    void shouldCutAtLineEndsOnly(String text, List<String> expected) throws IOException {
        // Given
        // Latin-1 gives every byte a character of its own.
        Lines lines = new Lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));

        // When
        List<String> read = new ArrayList<>();
        for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
            read.add(new String(line.get(), StandardCharsets.ISO_8859_1));
        }

        // Then
        assertThat(read).isEqualTo(expected);
    }

    static List<Arguments> shouldCutAtLineEndsOnly() {
        return List.of(
                argumentSet("nothing", "", List.of()),
                argumentSet("a line", "one\n", List.of("one")),
                argumentSet("no end at the last", "one\ntwo", List.of("one", "two")),
                argumentSet("empty lines", "\n\none\n\n", List.of("", "", "one", "")),
                argumentSet("ends of Windows", "one\r\n\r\ntwo\r\n", List.of("one", "", "two")),
                argumentSet("a carriage return inside", "one\rtwo\r\r\n", List.of("one\rtwo\r")),
                argumentSet(
                        "bytes that are no UTF-8",
                        "\u00ff\u0000\u00c3\n\u0085\u0080",
                        List.of("\u00ff\u0000\u00c3", "\u0085\u0080")),
                argumentSet("a long line", "x".repeat(100_000) + "\n", List.of("x".repeat(100_000))));
    }

    @Test
    void shouldSayWhetherMoreIsThere() throws IOException {
        // Given
        Lines lines = new Lines(new ByteArrayInputStream("one\ntwo\n".getBytes(StandardCharsets.UTF_8)));
        List<Boolean> ready = new ArrayList<>();

        // When
        while (lines.next().isPresent()) {
            ready.add(lines.isReady());
        }

        // Then
        assertThat(ready).containsExactly(true, false);
    }
}
