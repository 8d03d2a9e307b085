// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import dev.undertone.review.Outcome;
import dev.undertone.review.Rejected;
import dev.undertone.review.Scored;
import java.util.Locale;

/** A score as a person reads it: verdict, a bar around the middle, the number, and how the review begins. */
final class ScoreLine {
    private static final int HALF_BAR = 10;
    private static final int TEXT_WIDTH = 72;

    private ScoreLine() {}

    static String of(Outcome outcome, String text) {
        if (outcome instanceof Scored scored) {
            return scored(scored.label().text(), scored.score(), text);
        }
        Rejected rejected = (Rejected) outcome;
        return rejected(rejected.reason().name(), text);
    }

    static String scored(String label, double score, String text) {
        int length = (int) Math.round(Math.abs(score) * HALF_BAR);
        String left = " ".repeat(HALF_BAR - (score < 0 ? length : 0)) + (score < 0 ? "█".repeat(length) : "");
        String right = (score < 0 ? "" : "█".repeat(length)) + " ".repeat(HALF_BAR - (score < 0 ? 0 : length));
        return String.format(Locale.ROOT, "%-8s %s│%s %+.2f  %s", label, left, right, score, beginning(text));
    }

    static String rejected(String reason, String text) {
        return String.format(Locale.ROOT, "%-8s %-26s  %s", "rejected", reason, beginning(text));
    }

    private static String beginning(String text) {
        String line = text.replaceAll("<br ?/?>", " ").replaceAll("\\s+", " ").strip();
        if (line.length() <= TEXT_WIDTH) {
            return line;
        }
        int end = TEXT_WIDTH - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
