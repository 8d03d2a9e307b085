// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.terminal;

import dev.undertone.review.Scored;
import dev.undertone.review.WeightedText;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Why a review has its score, as a person reads it. */
public final class WhyLines {
    /** Words with a smaller share of the strongest one's weight say nothing to the eye. */
    private static final double LEAST_TINT = 0.1;

    private static final double STRONG_TINT = 0.5;
    private static final String ESCAPE = "\u001b[";
    private static final String PLAIN = ESCAPE + "0m";

    private WhyLines() {}

    /**
     * The text with its words on green where they speak for positive and on red where they speak for negative, the
     * brighter the more.
     *
     * @param scored with every word by itself
     */
    public static String tinted(Scored scored, String text) {
        List<WeightedText> words = scored.explanation().words().orElse(List.of()).stream()
                .sorted(Comparator.comparingInt(WeightedText::offset))
                .toList();
        double strongest = words.stream()
                .mapToDouble(word -> Math.abs(word.weight()))
                .max()
                .orElse(0);
        StringBuilder line = new StringBuilder("  ");
        int done = 0;
        for (WeightedText word : words) {
            append(line, text, done, word.offset());
            done = word.offset() + word.length();
            String tint = tint(word.weight() / strongest);
            line.append(tint);
            append(line, text, word.offset(), done);
            line.append(tint.isEmpty() ? "" : PLAIN);
        }
        append(line, text, done, text.length());
        return line.toString();
    }

    /**
     * One line: the strongest words with their weights.
     *
     * @param scored with the words to be named
     */
    public static String listed(Scored scored) {
        StringBuilder line = new StringBuilder("  ");
        for (WeightedText word : scored.explanation().words().orElse(List.of())) {
            line.append(line.length() > 2 ? ", " : "");
            append(line, word.text(), 0, word.length());
            line.append(String.format(Locale.ROOT, " %+.2f", word.weight()));
        }
        return line.toString();
    }

    /** Background of a colour that a terminal with 256 of them has, with letters that can be read on it. */
    private static String tint(double share) {
        double strength = Math.abs(share);
        if (!(strength >= LEAST_TINT)) {
            return "";
        }
        boolean strong = strength >= STRONG_TINT;
        int colour = share > 0 ? strong ? 34 : 157 : strong ? 196 : 217;
        return ESCAPE + "30;48;5;" + colour + "m";
    }

    /** A review is no program for the terminal: what would steer it is blank. */
    private static void append(StringBuilder line, String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
        }
    }
}
