// SPDX-License-Identifier: Apache-2.0
package dev.undertone.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Index;
import org.junit.jupiter.api.Test;

class SubBatchPartitionerTest {
    @Test
    void shouldPutLikeLengthsTogether() {
        // Given
        SubBatchPartitioner parts = new SubBatchPartitioner(3, 0, 8, 1000);

        // When
        List<int[]> cut = parts.of(new int[] {2, 100, 3, 99, 2});

        // Then
        assertThat(cut).containsExactly(new int[] {0, 4, 2}, new int[] {3, 1});
    }

    @Test
    void shouldMakeOnePartWhereCallsCostMoreThanPadding() {
        // Given
        SubBatchPartitioner parts = new SubBatchPartitioner(1000, 0, 8, 1000);

        // When
        List<int[]> cut = parts.of(new int[] {2, 100, 3});

        // Then
        assertThat(cut).containsExactly(new int[] {0, 2, 1});
    }

    @Test
    void shouldScoreEachLengthByItselfWhereCallsAreFree() {
        // Given
        SubBatchPartitioner parts = new SubBatchPartitioner(0, 0, 8, 1000);

        // When
        List<int[]> cut = parts.of(new int[] {7, 5, 6});

        // Then
        assertThat(cut).containsExactly(new int[] {1}, new int[] {2}, new int[] {0});
    }

    @Test
    void shouldKeepPartsWithinTheCellsButForALongItem() {
        // Given
        SubBatchPartitioner parts = new SubBatchPartitioner(1000, 0, 8, 30);

        // When
        List<int[]> cut = parts.of(new int[] {15, 15, 15, 31});

        // Then
        assertThat(cut).hasSize(3).contains(new int[] {3}, Index.atIndex(2));
        assertThat(cut).allMatch(part -> part.length <= 2);
    }

    @Test
    void shouldMakeNoPartOfNothing() {
        // When
        List<int[]> cut = new SubBatchPartitioner(1, 1, 8, 1000).of(new int[0]);

        // Then
        assertThat(cut).isEmpty();
    }

    @Test
    void shouldFindTheCheapestOfAllCutsAndUseEveryPositionOnce() {
        for (int seed = 0; seed < 200; seed++) {
            // Given
            Random random = new Random(seed);
            int[] lengths = random.ints(1 + random.nextInt(11), 0, 40).toArray();
            SubBatchPartitioner parts = new SubBatchPartitioner(
                    random.nextInt(30), random.nextDouble(), 1 + random.nextInt(6), 1 + random.nextInt(200));

            // When
            List<int[]> cut = parts.of(lengths);

            // Then
            assertThat(cut.stream().flatMapToInt(Arrays::stream).sorted().toArray())
                    .as("seed %d, every position once", seed)
                    .isEqualTo(IntStream.range(0, lengths.length).toArray());
            assertThat(cut).as("seed %d, small enough", seed).allMatch(part -> isAllowed(parts, part, lengths));
            int[] sorted = Arrays.stream(lengths).sorted().toArray();
            assertThat(cost(parts, cut, lengths))
                    .as("seed %d, cheapest", seed)
                    .isCloseTo(cheapest(parts, sorted, sorted.length), org.assertj.core.data.Offset.offset(1e-9));
        }
    }

    @Test
    void shouldRefuseWhatIsNoCost() {
        assertThatThrownBy(() -> new SubBatchPartitioner(-1, 0, 8, 1000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("costs must not be negative");
        assertThatThrownBy(() -> new SubBatchPartitioner(1, 1, 0, 1000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a part holds at least 1 item, not 0");
        assertThatThrownBy(() -> new SubBatchPartitioner(1, 1, 8, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a part holds at least 1 cell, not 0");
    }

    private static boolean isAllowed(SubBatchPartitioner parts, int[] part, int[] lengths) {
        int longest = Arrays.stream(part).map(i -> lengths[i]).max().orElseThrow();
        return part.length == 1 || (part.length <= parts.mostItems() && part.length * longest <= parts.mostCells());
    }

    private static double cost(SubBatchPartitioner parts, List<int[]> cut, int[] lengths) {
        return cut.stream()
                .mapToDouble(part -> cost(
                        parts, Arrays.stream(part).map(i -> lengths[i]).max().orElseThrow(), part.length))
                .sum();
    }

    private static double cost(SubBatchPartitioner parts, int longest, int items) {
        return parts.perPart() + longest * (parts.perStep() + items);
    }

    /** By trying all. */
    private static double cheapest(SubBatchPartitioner parts, int[] sorted, int items) {
        return items == 0
                ? 0
                : IntStream.rangeClosed(1, Math.min(items, parts.mostItems()))
                        .filter(last -> last == 1 || last * sorted[items - 1] <= parts.mostCells())
                        .mapToDouble(
                                last -> cheapest(parts, sorted, items - last) + cost(parts, sorted[items - 1], last))
                        .min()
                        .orElseThrow();
    }
}
