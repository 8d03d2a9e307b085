// SPDX-License-Identifier: Apache-2.0
package dev.undertone.deadletter;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Where a dead letter stood before it failed, as far as its headers say. */
public record Origin(Optional<String> topic, OptionalInt partition, OptionalLong offset) {
    static final Origin UNKNOWN = new Origin(Optional.empty(), OptionalInt.empty(), OptionalLong.empty());

    public Origin {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(partition, "partition");
        Objects.requireNonNull(offset, "offset");
    }
}
