// SPDX-License-Identifier: Apache-2.0
package dev.undertone.serve;

import dev.undertone.review.ModelId;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of a bundle that was read again.
 *
 * @param role of the model
 * @param result what became of the bundle
 * @param serving the model in that role now
 * @param refusal why the bundle was refused, in one sentence; empty where it was not
 */
public record Reload(ModelRole role, ReloadResult result, ModelId serving, Optional<String> refusal) {
    public Reload {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(serving, "serving");
        if (refusal.isPresent() != (result == ReloadResult.REFUSED)) {
            throw new IllegalArgumentException("a refusal, and nothing else, has a reason");
        }
    }
}
