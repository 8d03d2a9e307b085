// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate;

/** The 95 % interval of a share seen in a sample (Wilson 1927). */
public record WilsonInterval(double low, double high) {
    private static final double Z = 1.959964;

    /**
     * @param share of the sample
     * @param n its size, at least 1
     */
    public static WilsonInterval of(double share, long n) {
        if (n < 1 || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "an interval needs a share in 0..1 of a sample of 1 at least, not " + share + " of " + n);
        }
        double centre = (share + Z * Z / (2 * n)) / (1 + Z * Z / n);
        double half = Z / (1 + Z * Z / n) * Math.sqrt(share * (1 - share) / n + Z * Z / (4.0 * n * n));
        return new WilsonInterval(centre - half, centre + half);
    }

    /** Half its width. */
    public double halfWidth() {
        return (high - low) / 2;
    }
}
