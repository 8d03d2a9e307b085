// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Objects;

/**
 * What a page has to know of its service.
 *
 * @param topic whether reviews come from one
 * @param score whether POST /score is served
 * @param bootstrapServers where Kafka is, for the command that replays
 * @param deadLetters their topic
 */
public record PageSettings(boolean topic, boolean score, String bootstrapServers, String deadLetters) {
    public PageSettings {
        Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        Objects.requireNonNull(deadLetters, "deadLetters");
    }

    /** @param trends whether GET /trends/top is served */
    String json(boolean trends) {
        return new ObjectMapper()
                .createObjectNode()
                .put("topic", topic)
                .put("score", score)
                .put("trends", trends)
                .put("bootstrapServers", bootstrapServers)
                .put("deadLetters", deadLetters)
                .put("perSecond", LiveReviews.PER_SECOND)
                .toString();
    }
}
