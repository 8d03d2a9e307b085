// SPDX-License-Identifier: Apache-2.0
package dev.undertone.report;

/**
 * A figure and the range it is known to. The range is drawn as an error bar unless it is empty.
 *
 * @param low at most {@code value}
 * @param high at least {@code value}
 */
public record Estimate(double value, double low, double high) {
    public Estimate {
        if (!(low <= value && value <= high && Double.isFinite(low) && Double.isFinite(high))) {
            throw new IllegalArgumentException("an estimate needs finite numbers in the order low, value, high, not "
                    + low + ", " + value + ", " + high);
        }
    }

    /** A figure without a range. */
    public static Estimate of(double value) {
        return new Estimate(value, value, value);
    }

    /** A figure that may be off by {@code spread} either way. */
    public static Estimate of(double value, double spread) {
        return new Estimate(value, value - spread, value + spread);
    }

    boolean isRange() {
        return low < high;
    }
}
