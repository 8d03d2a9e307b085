// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.undertone.kafka.TopicPartitionOffset;
import dev.undertone.review.Outcome;
import dev.undertone.text.TokenIds;
import dev.undertone.tracing.ReviewTrace;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A record between its arrival and its outcome. Its task holds it, in the order of arrival, until the outcome was
 * forwarded; its thread's batch holds it until the model has seen it. Confined to one stream thread.
 */
final class PendingReview {
    private final Record<byte[], byte[]> record;
    private final TopicPartitionOffset origin;
    private final TaskScope.RecordContext context;
    private final String id;
    private final String text;
    private final TokenIds tokens;
    private final Map<String, JsonNode> carried;
    private Outcome outcome;
    private long waitsSince;
    private ReviewTrace trace = ReviewTrace.NONE;

    private PendingReview(
            Record<byte[], byte[]> record,
            TopicPartitionOffset origin,
            TaskScope.RecordContext context,
            String id,
            String text,
            TokenIds tokens,
            Map<String, JsonNode> carried) {
        this.record = record;
        this.origin = origin;
        this.context = context;
        this.id = id;
        this.text = text;
        this.tokens = tokens;
        this.carried = carried;
    }

    /**
     * One that waits for the model.
     *
     * @param text empty where nobody reads it again
     */
    static PendingReview readable(
            Record<byte[], byte[]> record,
            TopicPartitionOffset origin,
            TaskScope.RecordContext context,
            Optional<String> id,
            String text,
            TokenIds tokens,
            Map<String, JsonNode> carried) {
        return new PendingReview(record, origin, context, id.orElseGet(origin::asId), text, tokens, carried);
    }

    /** One whose outcome is known on arrival. */
    static PendingReview completed(
            Record<byte[], byte[]> record,
            TopicPartitionOffset origin,
            TaskScope.RecordContext context,
            Outcome outcome) {
        PendingReview review = new PendingReview(record, origin, context, origin.asId(), "", TokenIds.of(), Map.of());
        review.outcome = outcome;
        return review;
    }

    Record<byte[], byte[]> record() {
        return record;
    }

    TopicPartitionOffset origin() {
        return origin;
    }

    TaskScope.RecordContext context() {
        return context;
    }

    String id() {
        return id;
    }

    String text() {
        return text;
    }

    TokenIds tokens() {
        return tokens;
    }

    Map<String, JsonNode> carried() {
        return carried;
    }

    /** Notes when it began to wait for the model, on the clock of its thread's batch. */
    void waitsSince(long now) {
        waitsSince = now;
    }

    /** In nanoseconds. */
    long waitedUntil(long now) {
        return now - waitsSince;
    }

    /** Who follows it, if anybody does. */
    ReviewTrace trace() {
        return trace;
    }

    void followedBy(ReviewTrace follower) {
        trace = follower;
    }

    boolean isComplete() {
        return outcome != null;
    }

    Outcome outcome() {
        return outcome;
    }

    void complete(Outcome known) {
        outcome = known;
    }
}
