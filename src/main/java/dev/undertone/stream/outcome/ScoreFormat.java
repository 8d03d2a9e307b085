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
import org.apache.kafka.common.header.internals.RecordHeaders;
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
        Record<byte[], byte[]> record = deleted(review);
        if (cloudEvents == CloudEventsMode.NONE) {
            return record.withValue(value);
        }
        CloudEvent event = new CloudEvent(origin.asId(), source, id, now, writer.contentType());
        Headers described = new RecordHeaders(record.headers().toArray());
        if (cloudEvents == CloudEventsMode.STRUCTURED) {
            put(described, CONTENT_TYPE, CloudEvent.STRUCTURED);
            return record.withValue(event.around(value)).withHeaders(described);
        }
        put(described, CONTENT_TYPE, event.contentType());
        event.attributes().forEach((name, text) -> put(described, "ce_" + name, text));
        return record.withValue(value).withHeaders(described);
    }

    /** The record that deletes the score of a review. */
    public Record<byte[], byte[]> deleted(Record<byte[], byte[]> review) {
        Headers passed = headers.of(review.headers());
        Record<byte[], byte[]> record = review.withValue(null);
        return passed == review.headers() ? record : record.withHeaders(passed);
    }

    private static void put(Headers headers, String name, String text) {
        headers.remove(name).add(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
