// SPDX-License-Identifier: Apache-2.0
package dev.undertone.report;

import java.util.List;

/**
 * Points joined by a line, in the order given.
 *
 * @param name for the legend
 */
public record Series(String name, List<Point> points) {
    public Series {
        points = List.copyOf(points);
    }

    /** One figure at one place of the horizontal axis. */
    public record Point(double x, Estimate y) {
        public Point {
            if (!Double.isFinite(x)) {
                throw new IllegalArgumentException("a point needs a finite place, not " + x);
            }
        }

        public static Point of(double x, double y) {
            return new Point(x, Estimate.of(y));
        }
    }
}
