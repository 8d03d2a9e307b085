// SPDX-License-Identifier: Apache-2.0
package dev.undertone.report;

import java.util.List;

/** Colours that the colour-blind can tell apart (after Okabe and Ito 2008), on a light ground. */
final class Palette {
    static final String GROUND = "#ffffff";
    static final String INK = "#24292f";
    static final String QUIET = "#57606a";
    static final String GRID = "#e6e9ed";

    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#aa4499", "#e69f00", "#56b4e9", "#332288", "#999999");

    private Palette() {}

    static String colour(int index) {
        return COLOURS.get(index % COLOURS.size());
    }
}
