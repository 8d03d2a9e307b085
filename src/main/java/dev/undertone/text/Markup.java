// SPDX-License-Identifier: Apache-2.0
package dev.undertone.text;

import java.util.HashMap;
import java.util.Map;

/**
 * Removes HTML from a text: tags become a blank, entities the character they stand for. One pass with bounded
 * look-ahead, so hostile input costs no more than any other. What an entity stands for is text, never markup again.
 */
final class Markup {
    /** A tag longer than this is taken for text that happens to hold a {@code <}. */
    private static final int LONGEST_TAG = 256;

    private static final int LONGEST_ENTITY = 10;

    /** HTML 4's names of U+00A0 to U+00FF, in that order. */
    private static final String LATIN_1 =
            "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr "
                    + "deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest "
                    + "Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml "
                    + "ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig "
                    + "agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml "
                    + "eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

    private static final Map<String, Integer> ENTITIES = entities();

    private Markup() {}

    /** A step of the draft that leaves its text without markup. */
    static void strip(Draft draft) {
        String text = draft.text();
        int next = nextMark(text, 0);
        if (next < 0) {
            return;
        }
        draft.begin();
        int done = 0;
        while (next >= 0) {
            draft.keep(done, next);
            done = text.charAt(next) == '<' ? tag(text, next, draft) : entity(text, next, draft);
            next = nextMark(text, done);
        }
        draft.keep(done, text.length());
        draft.end();
    }

    private static int nextMark(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '<' || c == '&') {
                return i;
            }
        }
        return -1;
    }

    /** Handles the {@code <} at {@code start} and returns where to go on. */
    private static int tag(String text, int start, Draft draft) {
        int name = start + 1;
        if (name < text.length() && text.charAt(name) == '/') {
            name++;
        }
        if (name < text.length() && startsTag(text.charAt(name))) {
            int limit = Math.min(text.length(), start + LONGEST_TAG);
            for (int i = name; i < limit && text.charAt(i) != '<'; i++) {
                if (text.charAt(i) == '>') {
                    draft.put(' ', start, i + 1);
                    return i + 1;
                }
            }
        }
        draft.keep(start, start + 1);
        return start + 1;
    }

    private static boolean startsTag(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '!';
    }

    /** Handles the {@code &} at {@code start} and returns where to go on. */
    private static int entity(String text, int start, Draft draft) {
        int limit = Math.min(text.length(), start + LONGEST_ENTITY);
        for (int i = start + 1; i < limit; i++) {
            if (text.charAt(i) == ';') {
                int codePoint = codePoint(text.substring(start + 1, i));
                if (codePoint < 0) {
                    break;
                }
                draft.put(codePoint, start, i + 1);
                return i + 1;
            }
        }
        draft.keep(start, start + 1);
        return start + 1;
    }

    private static int codePoint(String name) {
        if (!name.startsWith("#")) {
            return ENTITIES.getOrDefault(name, -1);
        }
        boolean hexadecimal = name.startsWith("#x") || name.startsWith("#X");
        int codePoint = 0;
        int digits = hexadecimal ? 2 : 1;
        if (digits == name.length()) {
            return -1;
        }
        for (int i = digits; i < name.length(); i++) {
            int digit = Character.digit(name.charAt(i), hexadecimal ? 16 : 10);
            if (digit < 0) {
                return -1;
            }
            codePoint = codePoint * (hexadecimal ? 16 : 10) + digit;
        }
        boolean character = Character.isValidCodePoint(codePoint)
                && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
        return character ? codePoint : -1;
    }

    private static Map<String, Integer> entities() {
        Map<String, Integer> entities = new HashMap<>();
        int codePoint = 0xA0;
        for (String name : LATIN_1.split(" ")) {
            entities.put(name, codePoint++);
        }
        entities.putAll(
                Map.of("amp", (int) '&', "lt", (int) '<', "gt", (int) '>', "quot", (int) '"', "apos", (int) '\''));
        entities.putAll(Map.of(
                "lsquo", 0x2018, "rsquo", 0x2019, "ldquo", 0x201C, "rdquo", 0x201D, "ndash", 0x2013, "mdash", 0x2014,
                "hellip", 0x2026, "euro", 0x20AC, "trade", 0x2122, "hearts", 0x2665));
        return Map.copyOf(entities);
    }
}
