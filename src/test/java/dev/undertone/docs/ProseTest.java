// SPDX-License-Identifier: Apache-2.0
package dev.undertone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProseTest {
    private static final String WORDS = "a few words of a sentence ".repeat(6).strip();

    @Test
    void shouldWrapALongParagraphAndKeepItsMarker() {
        // When
        String wrapped = Prose.wrap("- " + WORDS + "\n  goes on\n- the next");

        // Then
        assertThat(wrapped.lines()).allMatch(line -> line.length() <= Prose.COLUMNS);
        assertThat(wrapped).startsWith("- a few").contains("\n  ").endsWith(" goes on\n- the next");
        assertThat(Prose.longLines(wrapped)).isEmpty();
    }

    @Test
    void shouldLeaveTablesCodeAndShortParagraphsAlone() {
        // Given
        String document = "short\nlines\n\n| " + WORDS + " |\n\n```\n" + WORDS + "\n```\n";

        // Then
        assertThat(Prose.longLines(document)).isEmpty();
        assertThat(Prose.wrap(document)).isEqualTo(document);
    }

    @Test
    void shouldNameALongLineByItsNumber() {
        assertThat(Prose.longLines("one\n\n" + WORDS)).containsExactly("3: " + WORDS);
    }
}
