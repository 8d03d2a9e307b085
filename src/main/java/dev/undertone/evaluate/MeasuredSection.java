// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate;

/** The part of a model card that {@code evaluate} writes, between two marks; the rest of the card is left alone. */
public final class MeasuredSection {
    private static final String BEGIN = "<!-- evaluate:begin -->";
    private static final String END = "<!-- evaluate:end -->";

    private MeasuredSection() {}

    /** The section of a card of a model not measured yet: it names the command that fills it. */
    public static String unmeasured() {
        return marked(
                "Not measured yet: `undertone evaluate --data TEST.tsv --behaviour --model THIS_FOLDER --card` fills this"
                        + " section.");
    }

    /** The card with {@code figures} in its section; a card without one gets it at its end. */
    public static String replace(String card, String figures) {
        int begin = card.indexOf(BEGIN);
        int end = card.indexOf(END, Math.max(0, begin));
        if (begin < 0 || end < 0) {
            return card.stripTrailing() + "\n\n## Measured\n\n" + marked(figures) + "\n";
        }
        return card.substring(0, begin) + marked(figures) + card.substring(end + END.length());
    }

    private static String marked(String content) {
        return BEGIN + "\n\n" + content.strip() + "\n\n" + END;
    }
}
