// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

import dev.undertone.review.Rejected;
import java.util.Objects;

/** A value that is no review event, and why. */
public record Undecodable(Rejected rejection) implements Decoded {
    public Undecodable {
        Objects.requireNonNull(rejection, "rejection");
    }
}
