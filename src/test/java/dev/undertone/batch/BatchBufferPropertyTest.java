// SPDX-License-Identifier: Apache-2.0
package dev.undertone.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random arrivals, pauses and departures, handled as a stream thread does, against a naive copy of the rules. */
class BatchBufferPropertyTest {
    private static final int ARRIVALS = 400;

    @Test
    void shouldLoseReorderAndOverfillNothing() {
        for (int seed = 0; seed < 300; seed++) {
            // Given
            Random random = new Random(seed);
            BatchPolicy policy = new BatchPolicy(
                    1 + random.nextInt(8), 1 + random.nextInt(60), Duration.ofNanos(random.nextInt(12)));
            Journey journey = new Journey(seed, policy, clockStart(random));

            // When
            for (int item = 0; item < ARRIVALS; item++) {
                journey.arrives(item, random.nextInt(80));
                journey.passes(random.nextInt(6));
                if (random.nextInt(20) == 0) {
                    journey.leaves();
                }
                if (random.nextInt(20) == 0) {
                    journey.drops(random.nextInt(3));
                }
            }
            journey.leaves();

            // Then
            assertThat(journey.left).as("seed %d", seed).isEqualTo(journey.expected());
        }
    }

    /** Clocks of nanoseconds start anywhere and wrap around. */
    private static long clockStart(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> Long.MAX_VALUE - random.nextInt(1_000);
            case 2 -> -random.nextInt(1_000);
            default -> random.nextLong();
        };
    }

    private static final class Journey {
        private final int seed;
        private final BatchPolicy policy;
        private final BatchBuffer<Integer> buffer;
        private final long clockStart;
        private final List<Integer> arrived = new ArrayList<>();
        private final List<Integer> left = new ArrayList<>();
        private final Set<Integer> dropped = new HashSet<>();
        /** The items that must be waiting, each with its tokens. */
        private final List<int[]> waiting = new ArrayList<>();

        private long elapsed;
        private long firstAt;
        private Optional<Long> lastLeftAt = Optional.empty();

        Journey(int seed, BatchPolicy policy, long clockStart) {
            this.seed = seed;
            this.policy = policy;
            this.buffer = new BatchBuffer<>(policy);
            this.clockStart = clockStart;
        }

        void arrives(int item, int tokens) {
            boolean room = waiting.isEmpty()
                    || (waiting.size() < policy.maxSize() && waitingTokens() + tokens <= policy.maxTokens());
            require("room", buffer.hasRoomFor(tokens), room);
            if (!room) {
                leaves();
            }
            if (waiting.isEmpty()) {
                firstAt = elapsed;
            }
            buffer.add(item, tokens, new Arrival(clockStart + elapsed, 0, 0));
            waiting.add(new int[] {item, tokens});
            arrived.add(item);
            leavesIfItMust();
        }

        void passes(int nanos) {
            for (int i = 0; i < nanos; i++) {
                elapsed++;
                leavesIfItMust();
            }
        }

        void drops(int remainder) {
            buffer.removeIf(item -> item % 3 == remainder);
            waiting.stream().filter(item -> item[0] % 3 == remainder).forEach(item -> dropped.add(item[0]));
            waiting.removeIf(item -> item[0] % 3 == remainder);
        }

        void leaves() {
            require("size within its limit", buffer.size() <= policy.maxSize(), true);
            require("tokens within theirs", buffer.size() <= 1 || buffer.tokens() <= policy.maxTokens(), true);
            left.addAll(buffer.items());
            buffer.clear(clockStart + elapsed);
            lastLeftAt = Optional.of(elapsed);
            waiting.clear();
        }

        List<Integer> expected() {
            return arrived.stream().filter(item -> !dropped.contains(item)).toList();
        }

        private void leavesIfItMust() {
            require("tokens", buffer.tokens(), waitingTokens());
            Optional<FlushReason> reason = buffer.reasonToFlush(clockStart + elapsed);
            require("reason to leave", reason, expectedReason());
            if (reason.isPresent()) {
                leaves();
            }
        }

        private Optional<FlushReason> expectedReason() {
            if (waiting.isEmpty()) {
                return Optional.empty();
            }
            if (waiting.size() == policy.maxSize()) {
                return Optional.of(FlushReason.SIZE);
            }
            int longest = waiting.stream().mapToInt(item -> item[1]).max().orElseThrow();
            if (waitingTokens() + longest > policy.maxTokens()) {
                return Optional.of(FlushReason.TOKENS);
            }
            long linger = policy.linger().toNanos();
            boolean waited =
                    elapsed - firstAt >= linger || (lastLeftAt.isPresent() && elapsed - lastLeftAt.get() >= linger);
            return waited ? Optional.of(FlushReason.LINGER) : Optional.empty();
        }

        private void require(String what, Object actual, Object expected) {
            if (!actual.equals(expected)) {
                throw new AssertionError("seed " + seed + ", " + what + ": " + actual + " instead of " + expected);
            }
        }

        private long waitingTokens() {
            return waiting.stream().mapToLong(item -> item[1]).sum();
        }
    }
}
