// SPDX-License-Identifier: Apache-2.0
package dev.undertone.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Lines over two axes of numbers. Immutable.
 *
 * @param diagonal the legend of a dashed line on which both numbers are equal, if one is to be drawn
 */
public record LineChart(String title, Axis x, Axis y, List<Series> series, Optional<String> diagonal) {
    public LineChart {
        series = List.copyOf(series);
        if (series.stream().allMatch(line -> line.points().isEmpty())) {
            throw new IllegalArgumentException("the chart '" + title + "' has no point");
        }
    }

    public LineChart(String title, Axis x, Axis y, List<Series> series) {
        this(title, x, y, series, Optional.empty());
    }

    /** The chart as a file of its own, of 720 units by 420. */
    public String svg() {
        List<String> names = new ArrayList<>(series.stream().map(Series::name).toList());
        Frame frame = new Frame(title, names, diagonal);
        Scale across = frame.across(x, points().mapToDouble(Series.Point::x));
        Scale up = frame.up(y, points().map(Series.Point::y).flatMapToDouble(e -> DoubleStream.of(e.low(), e.high())));
        diagonal.ifPresent(name -> drawDiagonal(frame.svg(), across, up));
        for (int i = 0; i < series.size(); i++) {
            draw(frame.svg(), i, across, up);
        }
        return frame.svg().end();
    }

    private void draw(Svg svg, int index, Scale across, Scale up) {
        String colour = Palette.colour(index);
        StringBuilder path = new StringBuilder();
        for (Series.Point point : series.get(index).points()) {
            path.append(path.isEmpty() ? "M" : " L").append(Svg.number(across.position(point.x())));
            path.append(',').append(Svg.number(up.position(point.y().value())));
        }
        svg.element("path", "d", path.toString(), "fill", "none", "stroke", colour, "stroke-width", "2.2");
        for (Series.Point point : series.get(index).points()) {
            double x = across.position(point.x());
            svg.errorBar(x, point.y(), up, colour);
            svg.marker(index, x, up.position(point.y().value()));
        }
    }

    private static void drawDiagonal(Svg svg, Scale across, Scale up) {
        double from = Math.max(across.least(), up.least());
        double to = Math.min(across.greatest(), up.greatest());
        if (from < to) {
            svg.dashed(across.position(from), up.position(from), across.position(to), up.position(to));
        }
    }

    private Stream<Series.Point> points() {
        return series.stream().flatMap(line -> line.points().stream());
    }
}
