// SPDX-License-Identifier: Apache-2.0
package dev.undertone.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Finds the emoticons that people type, in lower-cased text. */
final class Emoticons {
    private static final String ALL =
            ":) :-) :] :-] =) =] ;) ;-) :d :-d =d ;d :p :-p ;p ;-p =p :* :-* :3 <3 ^^ ^_^ :') :'-) (: (-: "
                    + ":( :-( :[ :-[ =( =[ ): )-: :'( :'-( >:( >:-( :/ :-/ =/ :\\ :-\\ :| :-| =| :o :-o :s :-s </3 -_- >_< t_t ;_; :@";

    /** By first character, longest first. */
    private static final Map<Character, String[]> BY_FIRST = byFirst();

    private Emoticons() {}

    /**
     * Where the emoticon that starts at {@code start} ends, or {@code start} where none does.
     *
     * <p>One that touches a word before it ({@code great:)}) counts only when a bracket ends it and no word follows, so that the
     * colons of addresses, times and lists stay what they are; one that ends in a letter or digit must end there.
     */
    static int end(String text, int start) {
        String[] candidates = BY_FIRST.get(text.charAt(start));
        if (candidates == null) {
            return start;
        }
        boolean afterWord = start > 0 && Character.isLetterOrDigit(text.codePointBefore(start));
        for (String emoticon : candidates) {
            if (text.startsWith(emoticon, start)) {
                int end = start + emoticon.length();
                boolean beforeWord = end < text.length() && Character.isLetterOrDigit(text.codePointAt(end));
                char last = emoticon.charAt(emoticon.length() - 1);
                boolean bracket = last == '(' || last == ')';
                if ((!afterWord || (bracket && !beforeWord)) && !(beforeWord && Character.isLetterOrDigit(last))) {
                    return end;
                }
            }
        }
        return start;
    }

    private static Map<Character, String[]> byFirst() {
        String[] all = ALL.split(" ");
        Arrays.sort(all, Comparator.comparingInt(String::length).reversed());
        Map<Character, String[]> byFirst = new HashMap<>();
        for (String emoticon : all) {
            if (!Character.isLetterOrDigit(emoticon.charAt(0))) {
                byFirst.merge(emoticon.charAt(0), new String[] {emoticon}, Emoticons::joined);
            }
        }
        return Map.copyOf(byFirst);
    }

    private static String[] joined(String[] first, String[] second) {
        String[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
