// SPDX-License-Identifier: Apache-2.0
package dev.undertone.text;

import java.text.BreakIterator;
import java.text.StringCharacterIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds the sentences of a text by the rules of the Java platform, those for no language in particular. */
public final class Sentences {
    /** No rule looks at it. */
    private static final char FILLER = '\u2060';

    /**
     * How far the rules see from where they begin: on stops without an end they would look to the end of the text for
     * each. A longer sentence stays one, but for an end that falls exactly there.
     */
    private static final int WINDOW = 512;

    private Sentences() {}

    /** A sentence without blanks around it, in UTF-16 units of the text; what is at {@code end} is none of it. */
    public record Place(int start, int end) {}

    /** Where they stand, in the text's order. Markup does not count: to the rules a tag is blank. */
    public static List<Place> of(String text) {
        SameLength draft = new SameLength(text);
        Markup.strip(draft);
        String plain = draft.text();
        BreakIterator rules = BreakIterator.getSentenceInstance(Locale.ROOT);
        List<Place> places = new ArrayList<>();
        int start = 0;
        for (int read = 0; read < plain.length(); ) {
            int window = Math.min(plain.length(), read + WINDOW);
            rules.setText(new StringCharacterIterator(plain, read, window, read));
            read = rules.following(read);
            if (read < window || window == plain.length()) {
                addPlace(places, plain, start, read);
                start = read;
            }
        }
        return places;
    }

    private static void addPlace(List<Place> places, String plain, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isBlank(plain.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(plain.charAt(end - 1))) {
            end--;
        }
        if (start < end) {
            places.add(new Place(start, end));
        }
    }

    private static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    /** Fills up what is shorter than what it comes in place of, so that offsets stay. */
    static final class SameLength extends Draft {
        SameLength(String text) {
            super(text);
        }

        @Override
        void put(int codePoint, int from, int to) {
            super.put(codePoint, from, to);
            char filler = isBlank(codePoint) ? ' ' : FILLER;
            for (int i = from + Character.charCount(codePoint); i < to; i++) {
                super.put(filler, i, i + 1);
            }
        }
    }
}
