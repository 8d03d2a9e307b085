// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.shape;

import java.util.Objects;

/**
 * What an event looks like.
 *
 * @param fields which mean what, within the envelope
 * @param envelope that events come in
 * @param updates which of them are scored, where an envelope tells of changes
 */
public record EventShape(EventFields fields, Envelope envelope, Updates updates) {
    public EventShape {
        Objects.requireNonNull(fields, "fields");
        Objects.requireNonNull(envelope, "envelope");
        Objects.requireNonNull(updates, "updates");
    }

    /** Without an envelope. */
    public static EventShape plain(EventFields fields) {
        return new EventShape(fields, Envelope.NONE, Updates.ALL);
    }

    /** Whether the top level of the value has all that is read, as it is. */
    public boolean isFlat() {
        return envelope == Envelope.NONE && fields.isFlat();
    }
}
