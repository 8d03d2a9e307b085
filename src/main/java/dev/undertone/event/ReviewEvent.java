// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A review as it was published.
 *
 * @param id the event's own id, where it has one
 * @param text the review
 * @param carried the fields that the scored event repeats, in the event's order
 */
public record ReviewEvent(Optional<String> id, String text, Map<String, JsonNode> carried) implements Decoded {
    public ReviewEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(text, "text");
        carried = carried.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(carried));
    }
}
