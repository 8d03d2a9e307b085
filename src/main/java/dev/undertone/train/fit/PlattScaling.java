// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.fit;

import dev.undertone.model.Calibration;
import java.util.Optional;

/**
 * Fits the calibration of a model (Platt 1999), with the targets and the Newton steps of Lin, Lin and Weng 2007 ("A
 * note on Platt's probabilistic outputs"): targets just inside 0 and 1 keep the scale finite even where every verdict
 * is right.
 */
final class PlattScaling {
    private static final int MOST_STEPS = 100;

    private PlattScaling() {}

    /**
     * The scale and offset under which held-out {@code logits} say the truth with the least log loss; none where the
     * logits tell positive reviews from negative ones no better than a guess.
     */
    static Optional<Calibration> fit(float[] logits, boolean[] positive) {
        int n = logits.length;
        if (n == 0 || n != positive.length) {
            throw new IllegalArgumentException("calibration needs a label for each of one or more logits");
        }
        double positives = 0;
        for (boolean label : positive) {
            positives += label ? 1 : 0;
        }
        double high = (positives + 1) / (positives + 2);
        double low = 1 / (n - positives + 2);
        double scale = 1;
        double offset = 0;
        double loss = loss(logits, positive, high, low, scale, offset);
        for (int step = 0; step < MOST_STEPS; step++) {
            double gradientScale = 0;
            double gradientOffset = 0;
            double scaleScale = 1e-9;
            double scaleOffset = 0;
            double offsetOffset = 1e-9;
            for (int i = 0; i < n; i++) {
                double probability = 1 / (1 + Math.exp(-(scale * logits[i] + offset)));
                double error = probability - (positive[i] ? high : low);
                double curvature = probability * (1 - probability);
                gradientScale += error * logits[i];
                gradientOffset += error;
                scaleScale += curvature * logits[i] * logits[i];
                scaleOffset += curvature * logits[i];
                offsetOffset += curvature;
            }
            double determinant = scaleScale * offsetOffset - scaleOffset * scaleOffset;
            double moveScale = -(offsetOffset * gradientScale - scaleOffset * gradientOffset) / determinant;
            double moveOffset = -(scaleScale * gradientOffset - scaleOffset * gradientScale) / determinant;
            double length = 1;
            double next = loss(logits, positive, high, low, scale + moveScale, offset + moveOffset);
            while (!(next <= loss) && length > 1e-10) {
                length /= 2;
                next = loss(logits, positive, high, low, scale + length * moveScale, offset + length * moveOffset);
            }
            if (!(next < loss)) {
                break;
            }
            scale += length * moveScale;
            offset += length * moveOffset;
            loss = next;
        }
        return scale > 0 ? Optional.of(new Calibration(Calibration.PLATT, scale, offset)) : Optional.empty();
    }

    private static double loss(
            float[] logits, boolean[] positive, double high, double low, double scale, double offset) {
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            double logit = scale * logits[i] + offset;
            double target = positive[i] ? high : low;
            // -target log(p) - (1 - target) log(1 - p), in a form that does not overflow.
            sum += Math.max(logit, 0) - logit * target + Math.log1p(Math.exp(-Math.abs(logit)));
        }
        return sum;
    }
}
