// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What an envelope held. */
sealed interface Opened {
    /**
     * An event.
     *
     * @param before the event as it was before this change, where that is told
     * @param update whether it is the change of an event that was there under the same key
     */
    record Contents(JsonNode event, Optional<JsonNode> before, boolean update) implements Opened {
        Contents(JsonNode event) {
            this(event, Optional.empty(), false);
        }
    }

    /** The word that the event is deleted. */
    record Removed() implements Opened {}

    /** Nothing of the kind, and why. */
    record Unopenable(String detail) implements Opened {}
}
