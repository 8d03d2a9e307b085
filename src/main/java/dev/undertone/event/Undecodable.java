// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Rejected;
import java.util.Objects;

/** A value that is no review event, and why. */
public record Undecodable(Rejected rejection) implements Decoded {
    static final Undecodable NOT_WRITABLE = of(
            RejectReason.UNREADABLE,
            "a field that output.fields repeats holds NaN, an infinity or half a surrogate pair in a name, which is no JSON");

    /** What Debezium writes for a column that the database does not tell. */
    static final String UNAVAILABLE = "__debezium_unavailable_value";

    static final Undecodable UNTOLD = of(
            RejectReason.MISSING_TEXT,
            "the change does not tell the text, which is long and did not change;"
                    + " have the database tell it (in PostgreSQL REPLICA IDENTITY FULL)");

    public Undecodable {
        Objects.requireNonNull(rejection, "rejection");
    }

    /** Whether a field that is to be repeated is not told. */
    static boolean isUnavailable(JsonNode value) {
        return value.isTextual() && value.asText().equals(UNAVAILABLE);
    }

    static Undecodable of(RejectReason reason, String detail) {
        return new Undecodable(new Rejected(reason, detail));
    }

    /** For a value of more bytes than are read. */
    public static Undecodable tooLarge(byte[] value, int maxBytes) {
        return of(RejectReason.TOO_LARGE, "the value has " + value.length + " bytes, the limit is " + maxBytes);
    }

    /** For what cannot be read; the sentence holds nothing of the review. */
    public static Undecodable unreadable(String detail) {
        return of(RejectReason.UNREADABLE, detail);
    }
}
