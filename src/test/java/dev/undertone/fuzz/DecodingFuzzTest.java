// SPDX-License-Identifier: Apache-2.0
package dev.undertone.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.deadletter.DeadLetterHeaders;
import dev.undertone.event.Decoded;
import dev.undertone.event.EventDecoder;
import dev.undertone.event.ReviewEvent;
import dev.undertone.event.ScoredEventWriter;
import dev.undertone.event.Undecodable;
import dev.undertone.event.shape.EventFields;
import dev.undertone.kafka.TopicPartitionOffset;
import dev.undertone.review.Label;
import dev.undertone.review.ModelId;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Scored;
import dev.undertone.testing.TinyModel;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code -Dfuzz.events=1000000} makes it long, {@code -Dfuzz.seed} another one. */
@Tag("slow")
class DecodingFuzzTest {
    private static final int EVENTS = Integer.getInteger("fuzz.events", 20_000);
    private static final long SEED = Long.getLong("fuzz.seed", 611);

    /** Of the processor: far above what any event needs, far below a hang. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private static final TopicPartitionOffset ORIGIN = new TopicPartitionOffset("reviews", 0, 7);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EventDecoder decoder =
            new EventDecoder(new EventFields("text", "id", List.of(EventFields.ALL)), 524_288);
    private final ReviewEncoder encoder = TinyModel.encoder();
    private final ScoredEventWriter writer = new ScoredEventWriter();
    private final WrittenContract contract = new WrittenContract();

    @Test
    void shouldMakeAReviewOrAReasonOfEveryEvent() {
        // Given
        MutatedEvents events = new MutatedEvents(SEED);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<String, Integer> outcomes = new TreeMap<>();
        long slowestNanos = 0;

        // When
        for (int i = 0; i < EVENTS; i++) {
            byte[] event = events.next();
            long before = threads.getCurrentThreadCpuTime();
            try {
                outcomes.merge(outcome(event), 1, Integer::sum);
            } catch (Exception | Error e) {
                throw new AssertionError(
                        "seed " + SEED + ", event " + i + ": " + HexFormat.of().formatHex(event), e);
            }
            slowestNanos = Math.max(slowestNanos, threads.getCurrentThreadCpuTime() - before);
        }

        // Then
        System.out.printf("Fuzzed %d events, the slowest took %.1f ms: %s%n", EVENTS, slowestNanos / 1e6, outcomes);
        assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(EVENTS);
        assertThat(Duration.ofNanos(slowestNanos)).isLessThan(LONGEST);
        // Else the mutations would be too coarse, or too fine, to show anything.
        assertThat(outcomes).containsKeys("review", RejectReason.UNREADABLE.name(), RejectReason.MISSING_TEXT.name());
    }

    /** What becomes of it, if it becomes what it may. */
    private String outcome(byte[] event) throws Exception {
        Decoded decoded = decoder.decode(event);
        if (decoded instanceof Undecodable undecodable) {
            requireNone(contract.faultsOfLetter(
                    DeadLetterHeaders.headers(new RecordHeaders(), ORIGIN, undecodable.rejection())));
            return undecodable.rejection().reason().name();
        }
        ReviewEvent review = (ReviewEvent) decoded;
        TokenIds ids = encoder.encode(review.text());
        if (ids.length() > TinyModel.TOKEN_LIMIT) {
            throw new IllegalStateException(ids.length() + " tokens");
        }
        byte[] written = writer.write(
                "x", new Scored(Label.POSITIVE, 1, 1, false, new ModelId("m", "1")), Instant.EPOCH, review.carried());
        if (!JSON.readTree(written).at("/review/text").isTextual()) {
            throw new IllegalStateException("the score does not carry the review");
        }
        requireNone(contract.faultsOfScore(written));
        return ids.length() == 0 ? "review without tokens" : "review";
    }

    private static void requireNone(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new IllegalStateException("not as docs/contract says: " + faults);
        }
    }
}
