// SPDX-License-Identifier: Apache-2.0
package dev.undertone.text;

/**
 * The form of a text that is cut into tokens: without markup, in NFKC (Unicode Standard Annex 15) and lower case, with
 * one kind of apostrophe, without soft hyphens and with no more marks on a letter than languages have.
 */
final class Normalization {
    /** What the Stream-Safe Text Format of Unicode Standard Annex 15 allows; no language comes near it. */
    private static final int MOST_MARKS = 30;

    private static final char SOFT_HYPHEN = '\u00ad';
    private static final char TYPOGRAPHIC_APOSTROPHE = '\u2019';

    private Normalization() {}

    static char[] of(String text) {
        char[] lower = lowerCaseIfPlain(text);
        return lower != null ? lower : of(new Draft(text));
    }

    /** The same of a draft's text, which has as many characters as the draft's afterwards, in their places. */
    static char[] of(Draft draft) {
        Markup.strip(draft);
        unifyPunctuation(draft);
        char[] lower = lowerCaseIfAscii(draft.text());
        if (lower != null) {
            return lower;
        }
        cutMarks(draft);
        draft.toNfkc();
        toLowerCase(draft);
        // Lower case can undo the normal form, as with capitals that have no single lower-case character.
        draft.toNfkc();
        cutMarks(draft);
        return draft.text().toCharArray();
    }

    static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** Whether it is a mark in NFKC. */
    static boolean becomesMark(int codePoint) {
        // The halfwidth voicing signs of Katakana are the only letters that do.
        return codePoint >= 0x300 && (isMark(codePoint) || codePoint == 0xFF9E || codePoint == 0xFF9F);
    }

    /** The text in lower case where it is ASCII and holds no markup, as most are; null where it is not. */
    static char[] lowerCaseIfPlain(String text) {
        return text.indexOf('<') < 0 && text.indexOf('&') < 0 ? lowerCaseIfAscii(text) : null;
    }

    private static char[] lowerCaseIfAscii(String text) {
        char[] lower = text.toCharArray();
        for (int i = 0; i < lower.length; i++) {
            char c = lower[i];
            if (c >= 'A' && c <= 'Z') {
                lower[i] = (char) (c + ('a' - 'A'));
            } else if (c >= 0x80) {
                return null;
            }
        }
        return lower;
    }

    private static void unifyPunctuation(Draft draft) {
        String text = draft.text();
        if (text.indexOf(SOFT_HYPHEN) < 0 && text.indexOf(TYPOGRAPHIC_APOSTROPHE) < 0) {
            return;
        }
        draft.begin();
        int kept = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == SOFT_HYPHEN || c == TYPOGRAPHIC_APOSTROPHE) {
                draft.keep(kept, i);
                kept = i + 1;
                if (c == TYPOGRAPHIC_APOSTROPHE) {
                    draft.put('\'', i, kept);
                }
            }
        }
        draft.keep(kept, text.length());
        draft.end();
    }

    /**
     * Character by character, in no language: {@link String#toLowerCase()} takes quadratic time over sigmas, whose form
     * depends on what stands around them, and over the dotted I, whose lower case is longer than itself. Here the first
     * are all alike and the second is an i.
     */
    private static void toLowerCase(Draft draft) {
        String text = draft.text();
        draft.begin();
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            int next = i + Character.charCount(codePoint);
            draft.put(codePoint == '\u03c2' ? '\u03c3' : Character.toLowerCase(codePoint), i, next);
            i = next;
        }
        draft.end();
    }

    /** Cuts each run of combining marks short: normalizing sorts a run, in quadratic time. */
    private static void cutMarks(Draft draft) {
        String text = draft.text();
        boolean begun = false;
        int run = 0;
        int kept = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            int next = i + Character.charCount(codePoint);
            run = becomesMark(codePoint) ? run + 1 : 0;
            if (run > MOST_MARKS) {
                if (!begun) {
                    draft.begin();
                    begun = true;
                }
                draft.keep(kept, i);
                kept = next;
            }
            i = next;
        }
        if (begun) {
            draft.keep(kept, text.length());
            draft.end();
        }
    }
}
