// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import dev.undertone.event.ScoreWriter;
import dev.undertone.event.ScoredEventWriter;
import dev.undertone.event.contract.CloudEvent;
import dev.undertone.event.shape.CloudEventsMode;
import dev.undertone.kafka.HeaderRule;
import dev.undertone.kafka.TopicPartitionOffset;
import dev.undertone.review.Scored;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What the records of the scored topic look like: value and headers.
 *
 * @param writer of values
 * @param headers which of a review's headers its score has
 * @param cloudEvents how scores are CloudEvents
 * @param source who scores, where they are
 */
public record ScoreFormat(ScoreWriter writer, HeaderRule headers, CloudEventsMode cloudEvents, String source) {
    private static final String CONTENT_TYPE = "content-type";

    /** Plain JSON, with the headers that pass by themselves. */
    public static ScoreFormat json() {
        return new ScoreFormat(new ScoredEventWriter(), HeaderRule.standard(), CloudEventsMode.NONE, "");
    }

    /** The record of a score, with the review's key and timestamp. */
    public Record<byte[], byte[]> scored(
            Record<byte[], byte[]> review,
            TopicPartitionOffset origin,
            String id,
            Scored scored,
            Instant now,
            Map<String, JsonNode> carried) {
        byte[] value = writer.write(id, scored, now, carried);
        if (cloudEvents == CloudEventsMode.NONE) {
            return record(review, value);
        }
        CloudEvent event = new CloudEvent(origin.asId(), source, id, now, writer.contentType());
        boolean structured = cloudEvents == CloudEventsMode.STRUCTURED;
        Record<byte[], byte[]> record = record(review, structured ? event.around(value) : value);
        put(record.headers(), CONTENT_TYPE, structured ? CloudEvent.STRUCTURED : event.contentType());
        if (!structured) {
            event.attributes().forEach((name, text) -> put(record.headers(), "ce_" + name, text));
        }
        return record;
    }

    /** The record that deletes the score of a review. */
    public Record<byte[], byte[]> deleted(Record<byte[], byte[]> review) {
        return record(review, null);
    }

    /** Made at once, as each change of a record copies its headers, which are its own from here on. */
    private Record<byte[], byte[]> record(Record<byte[], byte[]> review, byte[] value) {
        return new Record<>(review.key(), value, review.timestamp(), headers.of(review.headers()));
    }

    private static void put(Headers headers, String name, String text) {
        headers.remove(name).add(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
