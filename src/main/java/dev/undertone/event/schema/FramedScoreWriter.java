// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.undertone.event.ScoreWriter;
import dev.undertone.review.Scored;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;

/**
 * Puts a zero byte and the id of a schema before what another writer writes.
 *
 * @param schemaId as the registry gave it
 */
public record FramedScoreWriter(ScoreWriter writer, int schemaId) implements ScoreWriter {
    @Override
    public byte[] write(String id, Scored scored, Instant scoredAt, Map<String, JsonNode> carried) {
        byte[] payload = writer.write(id, scored, scoredAt, carried);
        return ByteBuffer.allocate(1 + Integer.BYTES + payload.length)
                .put((byte) 0)
                .putInt(schemaId)
                .put(payload)
                .array();
    }

    @Override
    public String contentType() {
        return writer.contentType();
    }
}
