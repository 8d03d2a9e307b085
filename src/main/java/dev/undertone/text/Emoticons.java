// SPDX-License-Identifier: Apache-2.0
package dev.undertone.text;

import java.util.Arrays;
import java.util.Comparator;

/** Finds the emoticons that people type, in lower-cased text. */
final class Emoticons {
    private static final String ALL =
            ":) :-) :] :-] =) =] ;) ;-) :d :-d =d ;d :p :-p ;p ;-p =p :* :-* :3 <3 ^^ ^_^ :') :'-) (: (-: "
                    + ":( :-( :[ :-[ =( =[ ): )-: :'( :'-( >:( >:-( :/ :-/ =/ :\\ :-\\ :| :-| =| :o :-o :s :-s </3 -_- >_< t_t ;_; :@";

    /** By first character, longest first; null where none begins with it. */
    private static final String[][] BY_FIRST = byFirst();

    private Emoticons() {}

    /**
     * Where the emoticon that starts at {@code start} ends, or {@code start} where none does.
     *
     * <p>One that touches a word before it ({@code great:)}) counts only when a bracket ends it and no word follows,
     * so that the colons of addresses, times and lists stay what they are; one that ends in a letter or digit must
     * end there.
     */
    static int end(char[] text, int start) {
        char first = text[start];
        String[] candidates = first < BY_FIRST.length ? BY_FIRST[first] : null;
        if (candidates == null) {
            return start;
        }
        boolean afterWord = start > 0 && Character.isLetterOrDigit(Character.codePointBefore(text, start));
        for (String emoticon : candidates) {
            if (startsWith(text, start, emoticon)) {
                int end = start + emoticon.length();
                boolean beforeWord = end < text.length && Character.isLetterOrDigit(Character.codePointAt(text, end));
                char last = emoticon.charAt(emoticon.length() - 1);
                boolean bracket = last == '(' || last == ')';
                if ((!afterWord || (bracket && !beforeWord)) && !(beforeWord && Character.isLetterOrDigit(last))) {
                    return end;
                }
            }
        }
        return start;
    }

    private static boolean startsWith(char[] text, int start, String emoticon) {
        if (text.length - start < emoticon.length()) {
            return false;
        }
        for (int i = 0; i < emoticon.length(); i++) {
            if (text[start + i] != emoticon.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String[][] byFirst() {
        String[] all = ALL.split(" ");
        Arrays.sort(all, Comparator.comparingInt(String::length).reversed());
        String[][] byFirst = new String[0x80][];
        for (String emoticon : all) {
            char first = emoticon.charAt(0);
            if (!Character.isLetterOrDigit(first)) {
                String[] one = {emoticon};
                byFirst[first] = byFirst[first] == null ? one : joined(byFirst[first], one);
            }
        }
        return byFirst;
    }

    private static String[] joined(String[] first, String[] second) {
        String[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
