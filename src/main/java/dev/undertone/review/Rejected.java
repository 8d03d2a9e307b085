// SPDX-License-Identifier: Apache-2.0
package dev.undertone.review;

import java.util.Objects;

/**
 * A review that cannot be scored.
 *
 * @param reason which kind of bad it is
 * @param detail one sentence for a person, without the review's text
 */
public record Rejected(RejectReason reason, String detail) implements Outcome {
    public Rejected {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
    }
}
