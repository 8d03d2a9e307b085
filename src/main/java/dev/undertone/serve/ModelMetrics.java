// SPDX-License-Identifier: Apache-2.0
package dev.undertone.serve;

import dev.undertone.review.ModelId;

/** What happens to the models, for whoever counts it. Implementations are safe for use by many threads. */
public interface ModelMetrics {
    /** Counts nothing. */
    ModelMetrics NONE = new ModelMetrics() {};

    /** A bundle was read again; {@code serving} is in that role now. */
    default void reloaded(ModelRole role, ReloadResult result, ModelId serving) {}

    /** From now on these two are compared: what was counted of others is over. */
    default void shadowCompares(ModelId served, ModelId shadow) {}

    /** Both models have scored a review; {@code difference} is that of their scores, 0..2. */
    default void shadowCompared(boolean sameLabel, double difference) {}

    /** The shadow was behind and has not seen these reviews. */
    default void shadowDropped(int reviews) {}

    /** The shadow has failed on these reviews. */
    default void shadowFailed(int reviews) {}
}
