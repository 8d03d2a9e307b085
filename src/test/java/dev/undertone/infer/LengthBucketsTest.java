// SPDX-License-Identifier: Apache-2.0
package dev.undertone.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LengthBucketsTest {
    @Test
    void shouldSortByLengthAndCutIntoParts() {
        // Given
        List<String> items = List.of("ccc", "a", "dddd", "bb", "eeeee");

        // When
        List<List<Integer>> parts = LengthBuckets.of(items, String::length, 2);

        // Then
        assertThat(parts).isEqualTo(List.of(List.of(1, 3), List.of(0, 2), List.of(4)));
    }

    @Test
    void shouldKeepTheOrderOfEqualLengths() {
        // When
        List<List<Integer>> parts = LengthBuckets.of(List.of("b", "a", "d", "c"), String::length, 3);

        // Then
        assertThat(parts).isEqualTo(List.of(List.of(0, 1, 2), List.of(3)));
    }

    @Test
    void shouldMakeNoPartOfNothing() {
        // When
        List<List<Integer>> parts = LengthBuckets.of(List.<String>of(), String::length, 2);

        // Then
        assertThat(parts).isEmpty();
    }

    @Test
    void shouldRefusePartsOfNothing() {
        assertThatThrownBy(() -> LengthBuckets.of(List.of("a"), String::length, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a part holds at least 1 item, not 0");
    }

    @Test
    void shouldPutEveryPositionIntoOnePartInOrderOfLength() {
        for (int seed = 0; seed < 300; seed++) {
            // Given
            Random random = new Random(seed);
            List<Integer> lengths =
                    random.ints(random.nextInt(70), 0, 30).boxed().toList();
            int maxSize = 1 + random.nextInt(10);

            // When
            List<List<Integer>> parts = LengthBuckets.of(lengths, length -> length, maxSize);

            // Then
            List<Integer> positions = parts.stream().flatMap(List::stream).toList();
            assertThat(positions.stream().sorted().toList())
                    .as("seed %d, every position once", seed)
                    .isEqualTo(IntStream.range(0, lengths.size()).boxed().toList());
            assertThat(positions.stream().map(lengths::get).toList())
                    .as("seed %d, by length", seed)
                    .isSorted();
            assertThat(parts.stream().map(List::size).toList())
                    .as("seed %d, full parts and a rest", seed)
                    .isEqualTo(sizes(lengths.size(), maxSize));
        }
    }

    private static List<Integer> sizes(int items, int maxSize) {
        List<Integer> sizes = new ArrayList<>(Collections.nCopies(items / maxSize, maxSize));
        if (items % maxSize > 0) {
            sizes.add(items % maxSize);
        }
        return sizes;
    }
}
