// SPDX-License-Identifier: Apache-2.0
package dev.undertone.report;

import java.util.Locale;

/** An SVG file in the making, one element a line. Confined to one thread. */
final class Svg {
    private static final String FONTS = "system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif";
    private static final double CAP = 4;

    private final StringBuilder text = new StringBuilder();

    Svg(int width, int height, String title) {
        text.append(String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\""
                                + " font-family=\"%s\">%n<title>%s</title>%n",
                        width,
                        height,
                        width,
                        height,
                        FONTS,
                        escaped(title))
                .replace("\r", ""));
    }

    String end() {
        return text + "</svg>\n";
    }

    /** @param attributes names and values by turns */
    void element(String name, String... attributes) {
        open(name, attributes);
        text.append("/>\n");
    }

    void line(double x1, double y1, double x2, double y2, String colour) {
        element("line", "x1", number(x1), "y1", number(y1), "x2", number(x2), "y2", number(y2), "stroke", colour);
    }

    void dashed(double x1, double y1, double x2, double y2) {
        String path = "M" + number(x1) + "," + number(y1) + " L" + number(x2) + "," + number(y2);
        element("path", "d", path, "stroke", Palette.QUIET, "stroke-width", "1.5", "stroke-dasharray", "5 4");
    }

    void rectangle(double x, double y, double width, double height, String fill) {
        element(
                "rect",
                "class",
                "bar",
                "x",
                number(x),
                "y",
                number(y),
                "width",
                number(width),
                "height",
                number(height),
                "rx",
                "1.5",
                "fill",
                fill);
    }

    void text(double x, double y, String anchor, int size, String fill, String content) {
        content(content, "x", number(x), "y", number(y), "text-anchor", anchor, "font-size", "" + size, "fill", fill);
    }

    void heading(double x, double y, String content) {
        content(content, "x", number(x), "y", number(y), "font-size", "16", "font-weight", "600", "fill", Palette.INK);
    }

    /** Text that reads from below to above. */
    void upright(double x, double y, String content) {
        String turn = "translate(" + number(x) + "," + number(y) + ") rotate(-90)";
        content(content, "transform", turn, "text-anchor", "middle", "font-size", "13", "fill", Palette.INK);
    }

    /** A sign that differs between neighbouring indices by shape as well as by colour. */
    void marker(int index, double x, double y) {
        String shape = switch (index % 4) {
            case 0 -> "m-4.5,0 a4.5,4.5 0 1,0 9,0 a4.5,4.5 0 1,0 -9,0";
            case 1 -> "m-4,-4 h8 v8 h-8 z";
            case 2 -> "m0,-5.5 l5.5,5.5 l-5.5,5.5 l-5.5,-5.5 z";
            default -> "m0,-5 l5,9 h-10 z";
        };
        element(
                "path",
                "class",
                "marker",
                "d",
                "M" + number(x) + "," + number(y) + " " + shape,
                "fill",
                Palette.colour(index),
                "stroke",
                Palette.GROUND);
    }

    /** The range of an estimate, if it has one. */
    void errorBar(double x, Estimate estimate, Scale up, String colour) {
        if (estimate.isRange()) {
            double low = up.position(estimate.low());
            double high = up.position(estimate.high());
            String path = "M" + number(x) + "," + number(low) + " V" + number(high);
            for (double end : new double[] {low, high}) {
                path += " M" + number(x - CAP) + "," + number(end) + " H" + number(x + CAP);
            }
            element("path", "class", "range", "d", path, "fill", "none", "stroke", colour, "stroke-width", "1.4");
        }
    }

    /** To a tenth of a unit, which nobody sees and every machine writes alike. */
    static String number(double value) {
        String number = String.format(Locale.ROOT, "%.1f", value + 0.0);
        return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
    }

    private void content(String content, String... attributes) {
        open("text", attributes);
        text.append('>').append(escaped(content)).append("</text>\n");
    }

    private void open(String name, String... attributes) {
        text.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            text.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(attributes[i + 1]))
                    .append('"');
        }
    }

    private static String escaped(String content) {
        return content.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
