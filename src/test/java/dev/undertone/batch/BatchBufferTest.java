// SPDX-License-Identifier: Apache-2.0
package dev.undertone.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchBufferTest {
    private final BatchBuffer<String> buffer = new BatchBuffer<>(new BatchPolicy(3, 100, Duration.ofNanos(20)));

    @Test
    void shouldHaveNoReasonToLeaveWhileEmpty() {
        // When
        Optional<FlushReason> reason = buffer.reasonToFlush(Long.MAX_VALUE);

        // Then
        assertThat(reason).isEmpty();
        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void shouldLeaveWithTheMostItemsAllowed() {
        // Given
        buffer.add("a", 1, fresh(0));
        buffer.add("b", 1, fresh(0));
        Optional<FlushReason> before = buffer.reasonToFlush(0);

        // When
        buffer.add("c", 1, fresh(0));

        // Then
        assertThat(before).isEmpty();
        assertThat(buffer.reasonToFlush(0)).contains(FlushReason.SIZE);
        assertThat(buffer.items()).containsExactly("a", "b", "c");
    }

    @Test
    void shouldLeaveWhereAnotherOfItsLongestWouldNotFit() {
        // Given
        buffer.add("a", 49, fresh(0));
        Optional<FlushReason> before = buffer.reasonToFlush(0);

        // When
        buffer.add("b", 3, fresh(0));

        // Then
        assertThat(before).isEmpty();
        assertThat(buffer.reasonToFlush(0)).contains(FlushReason.TOKENS);
        assertThat(buffer.tokens()).isEqualTo(52);
    }

    @Test
    void shouldHaveNoRoomForAnItemAboveTheTokenBudget() {
        // Given
        buffer.add("a", 60, fresh(0));

        // Then
        assertThat(buffer.hasRoomFor(40)).isTrue();
        assertThat(buffer.hasRoomFor(41)).isFalse();
        assertThat(buffer.hasRoomFor(Integer.MAX_VALUE)).isFalse();
    }

    @Test
    void shouldTakeAnItemAboveTheBudgetAlone() {
        // When
        buffer.add("huge", 101, fresh(0));

        // Then
        assertThat(buffer.reasonToFlush(0)).contains(FlushReason.TOKENS);
        assertThat(buffer.hasRoomFor(0)).isFalse();
    }

    @Test
    void shouldRefuseAnItemItHasNoRoomForAndKeepTheOthers() {
        // Given
        buffer.add("a", 60, fresh(0));

        // Then
        assertThatThrownBy(() -> buffer.add("b", 41, fresh(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the batch is full");
        assertThat(buffer.items()).containsExactly("a");
        assertThat(buffer.tokens()).isEqualTo(60);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -10, Long.MAX_VALUE - 5, Long.MIN_VALUE, Long.MAX_VALUE})
    void shouldLingerFromItsFirstItemOn(long start) {
        // When
        buffer.add("first", 1, fresh(start));
        buffer.add("later", 1, fresh(start + 15));

        // Then
        assertThat(buffer.reasonToFlush(start + 19)).isEmpty();
        assertThat(buffer.reasonToFlush(start + 20)).contains(FlushReason.LINGER);
    }

    @Test
    void shouldLeaveAtOnceWithoutLinger() {
        // Given
        BatchBuffer<String> impatient = new BatchBuffer<>(new BatchPolicy(3, 100, Duration.ZERO));

        // When
        impatient.add("a", 1, fresh(7));

        // Then
        assertThat(impatient.reasonToFlush(7)).contains(FlushReason.LINGER);
    }

    @Test
    void shouldKeepItsItemsUntilCleared() {
        // Given
        buffer.add("a", 1, fresh(0));
        List<String> copy = buffer.items();

        // When
        buffer.clear(0);

        // Then
        assertThat(copy).containsExactly("a");
        assertThat(buffer.items()).isEmpty();
        assertThat(List.of(buffer.size(), (int) buffer.tokens())).containsExactly(0, 0);
    }

    @Test
    void shouldBeginANewAgeAfterItWasCleared() {
        // Given
        buffer.add("a", 1, fresh(0));
        buffer.clear(10);

        // When
        buffer.add("b", 1, fresh(29));

        // Then
        assertThat(buffer.reasonToFlush(29)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 5, Long.MIN_VALUE})
    void shouldLeaveOnceALingerWhereItDoesNotFill(long start) {
        // Given
        buffer.add("a", 1, fresh(start));
        buffer.clear(start);

        // When
        buffer.add("came while that was scored", 1, fresh(start + 12));

        // Then
        assertThat(buffer.reasonToFlush(start + 19)).isEmpty();
        assertThat(buffer.reasonToFlush(start + 20)).contains(FlushReason.LINGER);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 1001, Long.MIN_VALUE})
    void shouldWaitForAnEighthOfALingerAfterALongTime(long start) {
        // Given
        buffer.add("a", 1, fresh(start));
        buffer.clear(start);

        // When
        buffer.add("b", 1, fresh(start + 1000));
        buffer.add("fetched next", 1, fresh(start + 1001));

        // Then
        assertThat(buffer.reasonToFlush(start + 1001)).isEmpty();
        assertThat(buffer.reasonToFlush(start + 1002)).contains(FlushReason.LINGER);
    }

    @Test
    void shouldFillFromABacklogThatGrewWhileTheBatchBeforeWasScored() {
        // Given
        buffer.add("a", 1, fresh(0));
        buffer.clear(0);

        // When
        buffer.add("b", 1, late(1000, 2));

        // Then
        assertThat(buffer.reasonToFlush(1000)).isEmpty();
        assertThat(buffer.reasonToFlush(1010)).isEmpty();
        assertThat(buffer.reasonToFlush(1011)).contains(FlushReason.LINGER);
    }

    @Test
    void shouldDropUnwantedItemsAndKeepOrderAndAge() {
        // Given
        buffer.add("first", 10, fresh(0));
        buffer.add("unwanted", 80, fresh(1));
        buffer.add("last", 10, fresh(2));

        // When
        buffer.removeIf("unwanted"::equals);

        // Then
        assertThat(buffer.items()).containsExactly("first", "last");
        assertThat(buffer.tokens()).isEqualTo(20);
        assertThat(buffer.reasonToFlush(19)).isEmpty();
        assertThat(buffer.reasonToFlush(20)).contains(FlushReason.LINGER);
    }

    @Test
    void shouldRefuseAPolicyThatLetsNothingIn() {
        assertThatThrownBy(() -> new BatchPolicy(0, 1, Duration.ZERO)).hasMessage("maxSize must be at least 1, not 0");
        assertThatThrownBy(() -> new BatchPolicy(1, 0, Duration.ZERO))
                .hasMessage("maxTokens must be at least 1, not 0");
        assertThatThrownBy(() -> new BatchPolicy(1, 1, Duration.ofMillis(-1)))
                .hasMessage("linger must not be negative, it is PT-0.001S");
    }

    @Test
    void shouldRefuseATimeBelowNone() {
        assertThatThrownBy(() -> new Arrival(0, -1, 0)).hasMessage("took must not be negative, it is -1");
    }

    /** Of an item that came into being just then. */
    static Arrival fresh(long at) {
        return new Arrival(at, 0, 0);
    }

    /** Of an item from a backlog of hours. */
    static Arrival late(long at, long took) {
        return new Arrival(at, took, Duration.ofHours(5).toNanos());
    }
}
