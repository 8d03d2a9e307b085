// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.plan;

import java.util.Locale;

/** The recurrent layers a model can be built on. */
public enum RecurrentLayer {
    /** One plain recurrent layer with tanh (Elman 1990). */
    RNN(1, 1),
    /** One long short-term memory layer (Hochreiter and Schmidhuber 1997; forget gate of Gers et al. 2000). */
    LSTM(1, 4),
    /** Two LSTM layers, one for each direction of reading (Graves and Schmidhuber 2005). */
    BILSTM(2, 4);

    private final int directions;
    private final int gates;

    RecurrentLayer(int directions, int gates) {
        this.directions = directions;
        this.gates = gates;
    }

    public int directions() {
        return directions;
    }

    /** How many vectors of the hidden size a cell computes at each step. */
    public int gates() {
        return gates;
    }

    /** As in the manifest and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return label();
    }
}
