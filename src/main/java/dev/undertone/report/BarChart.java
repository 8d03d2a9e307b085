// SPDX-License-Identifier: Apache-2.0
package dev.undertone.report;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * Upright bars side by side in named groups. Immutable. On a linear axis bars stand on 0 unless the axis shows a floor
 * above it.
 *
 * @param groups the names below the bars
 * @param bars one for each legend entry, each with a bar for every group
 */
public record BarChart(String title, List<String> groups, Axis y, List<Bars> bars) {
    /** Share of a group's width that its bars take. */
    private static final double FILLED = 0.72;

    private static final double WIDEST = 64;
    private static final int NAME_SIZE = 12;
    private static final Pattern BREAKS = Pattern.compile("(?<=[- ])");

    /** The bars of one legend entry, one for each group. */
    public record Bars(String name, List<Estimate> values) {
        public Bars {
            values = List.copyOf(values);
        }
    }

    public BarChart {
        groups = List.copyOf(groups);
        bars = List.copyOf(bars);
        if (groups.isEmpty() || bars.isEmpty()) {
            throw new IllegalArgumentException("the chart '" + title + "' has no bar");
        }
        for (Bars one : bars) {
            if (one.values().size() != groups.size()) {
                throw new IllegalArgumentException("the bars '" + one.name() + "' of the chart '" + title + "' are "
                        + one.values().size() + ", and its groups " + groups.size());
            }
        }
    }

    /** The chart as a file of its own, of 720 units by 420. */
    public String svg() {
        Frame frame = new Frame(title, bars.stream().map(Bars::name).toList(), Optional.empty());
        DoubleStream ends = bars.stream()
                .flatMap(one -> one.values().stream())
                .flatMapToDouble(e -> DoubleStream.of(e.low(), e.high()));
        boolean standsOnZero = !y.logarithmic() && y.showing().isEmpty();
        Scale up = frame.up(y, standsOnZero ? DoubleStream.concat(DoubleStream.of(0), ends) : ends);
        double floor = y.logarithmic() ? up.least() : Math.max(up.least(), Math.min(0, up.greatest()));
        double group = (Frame.RIGHT - Frame.LEFT) / (double) groups.size();
        double bar = Math.min(WIDEST, group * FILLED / bars.size());
        for (int g = 0; g < groups.size(); g++) {
            double middle = Frame.LEFT + group * (g + 0.5);
            drawName(frame.svg(), groups.get(g), middle, group);
            for (int b = 0; b < bars.size(); b++) {
                double left = middle + bar * (b - bars.size() / 2.0);
                Estimate estimate = bars.get(b).values().get(g);
                drawBar(frame.svg(), b, left, bar, estimate, up, floor);
            }
        }
        return frame.svg().end();
    }

    /** On as many lines as it takes for neighbours not to touch, broken behind hyphens and spaces only. */
    private static void drawName(Svg svg, String name, double middle, double width) {
        double baseline = Frame.BOTTOM + 20;
        String line = "";
        for (String piece : BREAKS.split(name)) {
            if (!line.isEmpty() && Frame.widthOf(line + piece, NAME_SIZE) > width) {
                svg.text(middle, baseline, "middle", NAME_SIZE, Palette.QUIET, line.strip());
                baseline += NAME_SIZE + 2;
                line = "";
            }
            line += piece;
        }
        svg.text(middle, baseline, "middle", NAME_SIZE, Palette.QUIET, line);
    }

    private static void drawBar(Svg svg, int index, double left, double width, Estimate e, Scale up, double floor) {
        double top = up.position(Math.max(e.value(), floor));
        double bottom = up.position(Math.min(e.value(), floor));
        svg.rectangle(left + 1, top, width - 2, bottom - top, Palette.colour(index));
        svg.errorBar(left + width / 2, e, up, Palette.INK);
    }
}
