// SPDX-License-Identifier: Apache-2.0
package dev.undertone.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartTest {
    private static final LineChart LINES = new LineChart(
            "Accuracy by length",
            Axis.linear("tokens"),
            Axis.linear("accuracy (%)"),
            List.of(
                    new Series("rnn", List.of(Series.Point.of(10, 71), new Series.Point(400, Estimate.of(80, 4)))),
                    new Series("lstm", List.of(Series.Point.of(10, 85.5), Series.Point.of(400, 88)))));
    private static final BarChart BARS = new BarChart(
            "Cost",
            List.of("1,000 reviews", "5,000 reviews"),
            Axis.linear("time (s)"),
            List.of(
                    new BarChart.Bars("rnn", List.of(Estimate.of(3), Estimate.of(7, 2))),
                    new BarChart.Bars("lstm", List.of(Estimate.of(11), Estimate.of(27)))));

    @Test
    void shouldDrawAMarkerForEachPointInsideThePlotArea() throws Exception {
        // When
        List<Element> markers = elements(LINES.svg(), "path", "marker");

        // Then
        assertThat(markers).hasSize(4 + 2);
        for (Element marker : markers.subList(2, 6)) {
            String[] place = marker.getAttribute("d").substring(1).split(" ")[0].split(",");
            assertThat(Double.parseDouble(place[0])).isBetween((double) Frame.LEFT, (double) Frame.RIGHT);
            assertThat(Double.parseDouble(place[1])).isBetween(60.0, (double) Frame.BOTTOM);
        }
    }

    @Test
    void shouldDrawARangeOnlyWhereThereIsOne() throws Exception {
        assertThat(elements(LINES.svg(), "path", "range")).hasSize(1);
        assertThat(elements(BARS.svg(), "path", "range")).hasSize(1);
    }

    @Test
    void shouldStandBarsOnZeroInProportion() throws Exception {
        // When
        List<Element> bars = elements(BARS.svg(), "rect", "bar");

        // Then
        assertThat(bars).hasSize(4);
        assertThat(bars)
                .allSatisfy(bar ->
                        assertThat(number(bar, "y") + number(bar, "height")).isEqualTo(Frame.BOTTOM, offset(0.11)));
        assertThat(number(bars.get(3), "height") / number(bars.get(0), "height"))
                .isEqualTo(27.0 / 3, offset(0.05));
    }

    @Test
    void shouldNameSeriesGroupsAndAxes() throws Exception {
        assertThat(texts(LINES.svg())).contains("Accuracy by length", "rnn", "lstm", "tokens", "accuracy (%)");
        assertThat(texts(BARS.svg())).contains("Cost", "rnn", "lstm", "time (s)", "1,000 reviews", "5,000 reviews");
    }

    @Test
    void shouldBreakNamesThatWouldRunIntoEachOther() throws Exception {
        // Given eight bars on a plot of 608 units, 76 for each name
        List<String> names =
                List.of("ONNX Runtime", "undertone", "parallel-consumer", "consumer-loop", "a", "b", "c", "d");
        List<Estimate> values = names.stream().map(name -> Estimate.of(1)).toList();

        // When
        String svg = new BarChart("Speed", names, Axis.linear("1/s"), List.of(new BarChart.Bars("s", values))).svg();

        // Then
        assertThat(texts(svg))
                .contains("ONNX", "Runtime", "undertone", "parallel-", "consumer", "consumer-", "loop")
                .doesNotContain("parallel-consumer");
        assertThat(texts(BARS.svg())).contains("1,000 reviews");
    }

    @Test
    void shouldEscapeWhatXmlReserves() throws Exception {
        // Given
        String hostile = "a < b & \"c\" > d";
        LineChart chart = new LineChart(
                hostile,
                Axis.linear(hostile),
                Axis.linear(hostile),
                List.of(new Series(hostile, List.of(Series.Point.of(1, 1)))),
                Optional.of(hostile));

        // Then
        assertThat(texts(chart.svg())).filteredOn(hostile::equals).hasSize(5);
    }

    @Test
    void shouldDrawTheSameInEveryCountry() {
        // Given
        String once = LINES.svg();
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);

        // When
        try {
            // Then
            assertThat(LINES.svg()).isEqualTo(once).doesNotContain("\r");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void shouldHaveItsOwnGround() throws Exception {
        assertThat(((Element) parse(BARS.svg()).getElementsByTagName("rect").item(0)).getAttribute("fill"))
                .isEqualTo("#ffffff");
    }

    @Test
    void shouldRefuseBarsThatDoNotMatchTheGroups() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BarChart(
                        "t",
                        List.of("a", "b"),
                        Axis.linear("y"),
                        List.of(new BarChart.Bars("s", List.of(Estimate.of(1))))))
                .withMessage("the bars 's' of the chart 't' are 1, and its groups 2");
    }

    @Test
    void shouldRefuseNumbersThatHaveNoPlace() {
        assertThatIllegalArgumentException().isThrownBy(() -> Estimate.of(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new Estimate(1, 2, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LineChart(
                                "t",
                                Axis.linear("x"),
                                Axis.logarithmic("norm"),
                                List.of(new Series("s", List.of(Series.Point.of(1, 0)))))
                        .svg())
                .withMessage("the logarithmic axis 'norm' has no place for 0.0");
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> elements(String svg, String tag, String kind) throws Exception {
        return all(svg, tag).stream()
                .filter(element -> element.getAttribute("class").equals(kind))
                .toList();
    }

    private static List<String> texts(String svg) throws Exception {
        return all(svg, "text").stream().map(Element::getTextContent).toList();
    }

    private static List<Element> all(String svg, String tag) throws Exception {
        NodeList nodes = parse(svg).getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
