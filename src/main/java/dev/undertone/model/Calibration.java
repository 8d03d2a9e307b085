// SPDX-License-Identifier: Apache-2.0
package dev.undertone.model;

/**
 * From the model's logit to the probability that the review is positive: {@code sigmoid(scale * logit + offset)},
 * fitted on held-out reviews (Platt 1999).
 */
public record Calibration(String method, double scale, double offset) {
    public static final String PLATT = "platt";

    public Calibration {
        if (!PLATT.equals(method)) {
            throw new IllegalArgumentException("calibration.method must be '" + PLATT + "', not '" + method + "'");
        }
        if (!(scale > 0) || !Double.isFinite(scale) || !Double.isFinite(offset)) {
            throw new IllegalArgumentException(
                    "calibration needs a positive scale and a finite offset, not " + scale + " and " + offset);
        }
    }

    /** The plain sigmoid. */
    public static Calibration identity() {
        return new Calibration(PLATT, 1, 0);
    }

    public double probability(double logit) {
        return 1 / (1 + Math.exp(-(scale * logit + offset)));
    }
}
