// SPDX-License-Identifier: Apache-2.0
package dev.undertone.model;

import java.util.Objects;

/**
 * The shape of the network in {@code model.onnx}.
 *
 * @param kind the recurrent layer: {@code rnn}, {@code lstm} or {@code bilstm}
 * @param pooling how its outputs become one vector: {@code last} state, or {@code max-mean} over time
 * @param vocabulary rows of the embedding
 * @param embedding columns of the embedding
 * @param hidden units of the recurrent layer, per direction
 * @param ngrams how many n-grams have a weight that adds to the network's logit
 * @param parameters trained numbers in all
 */
public record Architecture(
        String kind, String pooling, int vocabulary, int embedding, int hidden, int ngrams, long parameters) {
    public Architecture {
        Objects.requireNonNull(kind, "architecture.kind is missing");
        Objects.requireNonNull(pooling, "architecture.pooling is missing");
        if (vocabulary < 2 || embedding < 1 || hidden < 1 || ngrams < 0 || parameters < 1) {
            throw new IllegalArgumentException("architecture holds a size below its minimum: " + vocabulary + ", "
                    + embedding + ", " + hidden + ", " + ngrams + ", " + parameters);
        }
    }
}
