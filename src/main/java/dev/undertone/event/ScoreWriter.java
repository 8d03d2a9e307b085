// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.undertone.review.Scored;
import java.time.Instant;
import java.util.Map;

/** Writes scored events in one format. Safe for use by many threads. */
public interface ScoreWriter {
    /**
     * The event as the value of a record.
     *
     * @param id of the review
     * @param carried the fields of the review to repeat
     */
    byte[] write(String id, Scored scored, Instant scoredAt, Map<String, JsonNode> carried);

    /** What the value is, as a media type (RFC 6838). */
    String contentType();
}
