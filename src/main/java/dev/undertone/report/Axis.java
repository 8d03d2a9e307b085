// SPDX-License-Identifier: Apache-2.0
package dev.undertone.report;

import java.util.List;

/**
 * What a chart says along one of its sides. An axis is as long as its data need and ends on round numbers.
 *
 * @param title with the unit, such as {@code "time (ms)"}
 * @param logarithmic whether equal lengths are equal ratios; all numbers must then be above 0
 * @param showing numbers that the axis reaches even where no data do
 */
public record Axis(String title, boolean logarithmic, List<Double> showing) {
    public Axis {
        showing = List.copyOf(showing);
    }

    public static Axis linear(String title) {
        return new Axis(title, false, List.of());
    }

    public static Axis logarithmic(String title) {
        return new Axis(title, true, List.of());
    }

    /** The same axis, from {@code from} to {@code to} at least. */
    public Axis showing(double from, double to) {
        return new Axis(title, logarithmic, List.of(from, to));
    }
}
