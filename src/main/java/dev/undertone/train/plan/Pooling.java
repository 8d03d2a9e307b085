// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.plan;

/** How a recurrent layer's outputs over time become one vector. */
public enum Pooling {
    /** The state after the last token read, in each direction. */
    LAST("last", 1),
    /**
     * The largest and the mean value of each unit over the tokens (Conneau et al. 2017 for the maximum), side by side.
     */
    MAX_MEAN("max-mean", 2);

    private final String label;
    private final int vectors;

    Pooling(String label, int vectors) {
        this.label = label;
        this.vectors = vectors;
    }

    /** As in the manifest. */
    public String label() {
        return label;
    }

    /** How many vectors of the hidden size come out, per direction. */
    int vectors() {
        return vectors;
    }
}
