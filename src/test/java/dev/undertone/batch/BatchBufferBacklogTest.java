// SPDX-License-Identifier: Apache-2.0
package dev.undertone.batch;

import static dev.undertone.batch.BatchBufferTest.fresh;
import static dev.undertone.batch.BatchBufferTest.late;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a batch fills from a backlog. */
class BatchBufferBacklogTest {
    @Test
    void shouldLetABatchFillFromABacklogForAWhile() {
        // Given a policy of 20 ns of linger, and a thread that is busy with taking items in for a third of the time
        BatchBuffer<String> buffer = new BatchBuffer<>(new BatchPolicy(1000, 1000, Duration.ofNanos(20)));
        buffer.add("before", 1, fresh(0));
        buffer.clear(0);
        buffer.add("first", 1, late(100, 0));
        for (int age = 3; age <= 159; age += 3) {
            buffer.add("next", 1, late(100 + age, 1));

            // When, then
            assertThat(buffer.reasonToFlush(100 + age)).as("at %d", age).isEmpty();
        }
        assertThat(buffer.reasonToFlush(260)).contains(FlushReason.LINGER);
    }

    @Test
    void shouldNotLetTheFirstBatchOfAllFill() {
        // Given
        BatchBuffer<String> buffer = new BatchBuffer<>(new BatchPolicy(1000, 1000, Duration.ofNanos(20_000)));

        // When
        for (int micros = 20; micros < 20_000; micros += 20) {
            buffer.add("backlog", 1, late(micros, 20));
        }

        // Then
        assertThat(buffer.reasonToFlush(19_999)).isEmpty();
        assertThat(buffer.reasonToFlush(20_000)).contains(FlushReason.LINGER);
    }

    @Test
    void shouldNotTakeATrickleForABacklog() {
        // Given a linger of 20 ms, and a thread that is busy with taking items in for a tenth of the time
        BatchBuffer<String> buffer = lingeringFor20Millis();
        for (int micros = 0; micros < 20_000; micros += 200) {
            // When, then
            assertThat(buffer.reasonToFlush(micros)).as("after %d", micros).isEmpty();
            buffer.add("next", 1, late(micros, 20));
        }
        assertThat(buffer.reasonToFlush(20_000)).contains(FlushReason.LINGER);
    }

    @Test
    void shouldLeaveSoonAfterABurstHoweverLongThatWas() {
        // Given what came while the batch before was scored, taken in at one go, and a trickle of one each ms behind it
        BatchBuffer<String> buffer = lingeringFor20Millis();
        int micros = 100_000;
        for (; micros < 150_000; micros += 100) {
            buffer.add("burst", 1, late(micros, 100));
        }
        int burstEnds = micros;
        assertThat(buffer.reasonToFlush(burstEnds)).as("it may go on").isEmpty();

        // When
        for (; buffer.reasonToFlush(micros).isEmpty(); micros += 1000) {
            buffer.add("trickle", 1, late(micros, 20));
        }

        // Then
        assertThat(micros - burstEnds).isBetween(20_000, 45_000);
    }

    @Test
    void shouldNotTakeForABacklogWhatAProducerSendsTogether() {
        // Given four at a time, looked at just after they were taken in, as one looks again only when there are more
        BatchBuffer<String> buffer = lingeringFor20Millis();
        int micros = 0;
        while (buffer.reasonToFlush(micros).isEmpty()) {
            micros += 5000;
            for (int i = 0; i < 4; i++) {
                micros += 100;
                buffer.add("next", 1, late(micros, 100));
            }
        }

        // Then
        assertThat(micros).isLessThan(30_000);
    }

    @Test
    void shouldNotTakeForABacklogWhatCameWhileABatchWasScored() {
        // Given a batch that took 36 ms, and what had come by then, taken in within 3 ms
        BatchBuffer<String> buffer = lingeringFor20Millis();
        int micros = 36_000;
        for (int i = 0; i < 80; i++) {
            micros += 38;
            buffer.add("next", 1, new Arrival(micros, 38, 36_000 - i * 450));
        }

        // Then
        assertThat(buffer.reasonToFlush(micros)).contains(FlushReason.LINGER);
    }

    @Test
    void shouldFillForAShareOfTheWaitOfItsYoungest() {
        // Given items that were 320 ms old, one of 240 ms among them
        BatchBuffer<String> buffer = lingeringFor20Millis();
        int micros = 100_000;
        buffer.add("old", 1, new Arrival(micros, 0, 320_000));
        buffer.add("younger", 1, new Arrival(micros, 0, 240_000));

        // When
        while (buffer.reasonToFlush(micros).isEmpty()) {
            micros += 100;
            buffer.add("old", 1, new Arrival(micros, 100, 320_000));
        }

        // Then
        assertThat(micros - 100_000).isEqualTo(30_000);
    }

    @Test
    void shouldFillForLongerOnceItsYoungestIsGone() {
        // Given
        BatchBuffer<String> buffer = lingeringFor20Millis();
        buffer.add("old", 1, late(100_000, 0));
        buffer.add("young", 1, fresh(100_000));
        buffer.add("old", 1, late(103_000, 3_000));

        // When
        buffer.removeIf("young"::equals);

        // Then
        assertThat(buffer.reasonToFlush(103_000)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void shouldNotFillWithWhatSeemsToComeFromTheFuture(long age) {
        // Given
        BatchBuffer<String> buffer = lingeringFor20Millis();

        // When
        buffer.add("ahead", 1, new Arrival(100_000, 10_000, age));

        // Then
        assertThat(buffer.reasonToFlush(100_000)).contains(FlushReason.LINGER);
    }

    /** After a batch that left at 0. A nanosecond stands for a microsecond. */
    private static BatchBuffer<String> lingeringFor20Millis() {
        BatchBuffer<String> buffer = new BatchBuffer<>(new BatchPolicy(1000, 1000, Duration.ofNanos(20_000)));
        buffer.add("before", 1, fresh(0));
        buffer.clear(0);
        return buffer;
    }
}
