// SPDX-License-Identifier: Apache-2.0
package dev.undertone.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyTest {
    private static final long SEED = 42;

    @TempDir
    private Path folder;

    @Test
    void shouldNumberTheTokensFromTwo() {
        // When
        Vocabulary vocabulary = Vocabulary.of(List.of("good", "bad"));

        // Then
        assertThat(List.of(vocabulary.token(0), vocabulary.token(1), vocabulary.token(2), vocabulary.token(3)))
                .containsExactly("<pad>", "<unk>", "good", "bad");
        assertThat(List.of(vocabulary.size(), vocabulary.id("good"), vocabulary.id("bad")))
                .containsExactly(4, 2, 3);
    }

    @Test
    void shouldCallAnyOtherTokenUnknown() {
        // Given
        Vocabulary vocabulary = Vocabulary.of(List.of("good", "bad"));

        // When
        List<Integer> ids = java.util.stream.Stream.of("goo", "goods", "", "Good", "<pad>", "<unk>")
                .map(vocabulary::id)
                .toList();

        // Then
        assertThat(ids).containsOnly(Vocabulary.UNKNOWN);
    }

    @Test
    void shouldKnowNothingWithoutTokens() {
        // When
        Vocabulary vocabulary = Vocabulary.of(List.of());

        // Then
        assertThat(vocabulary.size()).isEqualTo(2);
        assertThat(vocabulary.id("good")).isEqualTo(Vocabulary.UNKNOWN);
    }

    @Test
    void shouldFindATokenInsideATextAsItFindsItAlone() {
        // Given
        Random random = new Random(SEED);
        List<String> tokens = randomTokens(random, 20_000);
        Vocabulary vocabulary = Vocabulary.of(tokens);
        Map<String, Integer> expected = new HashMap<>();
        tokens.forEach(token -> expected.put(token, expected.size() + 2));

        // When
        Map<String, Integer> alone = new HashMap<>();
        Map<String, Integer> inside = new HashMap<>();
        for (String token : tokens) {
            alone.put(token, vocabulary.id(token));
            String before = "x".repeat(random.nextInt(3));
            inside.put(
                    token,
                    vocabulary.id(
                            (before + token + "y").toCharArray(), before.length(), before.length() + token.length()));
        }

        // Then
        assertThat(alone).as("seed %d", SEED).isEqualTo(expected);
        assertThat(inside).as("seed %d", SEED).isEqualTo(expected);
    }

    @Test
    void shouldKeepTokensOfOneHashApart() {
        // Given
        List<String> tokens = List.of("AaAa", "BBBB", "AaBB", "BBAa");
        Vocabulary vocabulary = Vocabulary.of(tokens);

        // When
        List<Integer> ids = tokens.stream().map(vocabulary::id).toList();

        // Then
        assertThat(tokens.stream().map(String::hashCode).distinct()).hasSize(1);
        assertThat(ids).containsExactly(2, 3, 4, 5);
    }

    @Test
    void shouldRefuseATokenThatStandsTwice() {
        // Given
        List<String> tokens = List.of("good", "bad", "good");

        // Then
        assertThatThrownBy(() -> Vocabulary.of(tokens))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("token 'good' stands twice, as 2 and 4");
    }

    @Test
    void shouldReadWhatItWrote() throws Exception {
        // Given
        Vocabulary written = Vocabulary.of(List.of("good", "don't", "é", "好", "😀", "</3", ":)"));
        Path file = folder.resolve("vocabulary.txt");

        // When
        written.write(file);

        // Then
        assertThat(file).hasContent("<pad>\n<unk>\ngood\ndon't\né\n好\n😀\n</3\n:)\n");
        assertThat(Vocabulary.read(file)).isEqualTo(written).hasSameHashCodeAs(written);
    }

    @Test
    void shouldDifferFromOneInAnotherOrder() {
        assertThat(Vocabulary.of(List.of("a", "b"))).isNotEqualTo(Vocabulary.of(List.of("b", "a")));
    }

    @Test
    void shouldRefuseAFileWithoutTheReservedLines() throws Exception {
        // Given
        Path file = Files.writeString(folder.resolve("vocabulary.txt"), "good\nbad\n");

        // Then
        assertThatThrownBy(() -> Vocabulary.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the first two lines must be [<pad>, <unk>]");
    }

    @Test
    void shouldRefuseAFileOfOneLine() throws Exception {
        // Given
        Path file = Files.writeString(folder.resolve("vocabulary.txt"), "<pad>");

        // Then
        assertThatThrownBy(() -> Vocabulary.read(file)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseAFileThatIsNotUtf8() throws Exception {
        // Given
        Path file = Files.write(folder.resolve("vocabulary.txt"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        // Then
        assertThatThrownBy(() -> Vocabulary.read(file)).isInstanceOf(MalformedInputException.class);
    }

    private static List<String> randomTokens(Random random, int count) {
        Set<String> tokens = new LinkedHashSet<>();
        while (tokens.size() < count) {
            StringBuilder token = new StringBuilder();
            for (int length = 1 + random.nextInt(6); length > 0; length--) {
                token.append((char) ((random.nextInt(4) == 0 ? 0x4e00 : 'a') + random.nextInt(26)));
            }
            tokens.add(token.toString());
        }
        return new ArrayList<>(tokens);
    }
}
