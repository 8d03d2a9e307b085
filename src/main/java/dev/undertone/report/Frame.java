// SPDX-License-Identifier: Apache-2.0
package dev.undertone.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** What all charts share: ground, title, legend and axes around the plot area. */
final class Frame {
    static final int WIDTH = 720;
    static final int HEIGHT = 420;
    static final int LEFT = 84;
    static final int RIGHT = WIDTH - 28;
    static final int BOTTOM = HEIGHT - 62;

    private static final int MARGIN = 24;
    private static final int ROW = 22;
    /** There are no fonts to ask: most letters are narrower than this share of their height. */
    private static final double LETTER = 0.58;

    private final Svg svg;
    private final double top;

    /** @param dashed legend of a dashed line, after the others */
    Frame(String title, List<String> legend, Optional<String> dashed) {
        svg = new Svg(WIDTH, HEIGHT, title);
        svg.element(
                "rect",
                "width",
                "" + WIDTH,
                "height",
                "" + HEIGHT,
                "rx",
                "8",
                "fill",
                Palette.GROUND,
                "stroke",
                Palette.GRID);
        svg.heading(MARGIN, 34, title);
        top = legend.size() > 1 || dashed.isPresent() ? legend(legend, dashed) : 60;
    }

    /** About how wide a text is, in a font of that size. */
    static double widthOf(String text, int size) {
        return text.length() * size * LETTER;
    }

    Svg svg() {
        return svg;
    }

    /** The horizontal axis, drawn. */
    Scale across(Axis axis, DoubleStream values) {
        Scale scale = new Scale(axis, values, LEFT, RIGHT);
        for (Scale.Tick tick : scale.ticks()) {
            double x = scale.position(tick.value());
            svg.line(x, top, x, BOTTOM, Palette.GRID);
            svg.text(x, BOTTOM + 20, "middle", 12, Palette.QUIET, tick.label());
        }
        svg.text((LEFT + RIGHT) / 2.0, BOTTOM + 44, "middle", 13, Palette.INK, axis.title());
        return scale;
    }

    /** The vertical axis, drawn. */
    Scale up(Axis axis, DoubleStream values) {
        Scale scale = new Scale(axis, values, BOTTOM, top);
        for (Scale.Tick tick : scale.ticks()) {
            double y = scale.position(tick.value());
            svg.line(LEFT, y, RIGHT, y, Palette.GRID);
            svg.text(LEFT - 10, y + 4, "end", 12, Palette.QUIET, tick.label());
        }
        svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, Palette.QUIET);
        svg.upright(MARGIN + 2, (top + BOTTOM) / 2, axis.title());
        return scale;
    }

    /** Draws the legend and returns where the plot area begins below it. */
    private double legend(List<String> legend, Optional<String> dashed) {
        double x = MARGIN;
        double y = 60;
        for (int i = 0; i < legend.size() + (dashed.isPresent() ? 1 : 0); i++) {
            String name = i < legend.size() ? legend.get(i) : dashed.get();
            double width = 34 + widthOf(name, 13);
            if (x > MARGIN && x + width > RIGHT) {
                x = MARGIN;
                y += ROW;
            }
            if (i < legend.size()) {
                svg.marker(i, x + 6, y - 4);
            } else {
                svg.dashed(x, y - 4, x + 14, y - 4);
            }
            svg.text(x + 19, y, "start", 13, Palette.INK, name);
            x += width;
        }
        return y + ROW;
    }
}
