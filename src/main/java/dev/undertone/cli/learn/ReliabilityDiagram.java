// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.learn;

import dev.undertone.evaluate.Reliability;
import dev.undertone.report.Axis;
import dev.undertone.report.Estimate;
import dev.undertone.report.LineChart;
import dev.undertone.report.Series;
import java.util.List;
import java.util.Optional;

/** Draws how often a model is right against how often it says that it is. */
final class ReliabilityDiagram {
    private ReliabilityDiagram() {}

    /** The diagram as SVG. */
    static String of(Reliability reliability, String model) {
        Series measured = new Series(
                "measured",
                reliability.bins().stream()
                        .map(bin -> new Series.Point(100 * bin.confidence(), Estimate.of(100 * bin.accuracy())))
                        .toList());
        return new LineChart(
                        "Accuracy against confidence: " + model,
                        Axis.linear("mean confidence (%)").showing(50, 100),
                        Axis.linear("accuracy (%)").showing(50, 100),
                        List.of(measured),
                        Optional.of("perfectly calibrated"))
                .svg();
    }
}
