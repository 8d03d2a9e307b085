// SPDX-License-Identifier: Apache-2.0
package dev.undertone.text;

import java.util.List;
import java.util.Random;

/** Pieces that texts for properties of the tokenizer are made of. */
final class Morsels {
    /** What the rules of the tokenizer are about; soup of these finds what even soup of all of Unicode does not. */
    static final List<String> ALL = List.of(
            "<",
            ">",
            "&",
            ";",
            "#",
            "x",
            "/",
            "!",
            "?",
            "'",
            "’",
            "a",
            "B",
            "br",
            "lt",
            "amp",
            "&lt;",
            "&amp;",
            "&#39;",
            "&shy;",
            "\u00ad",
            ":",
            ")",
            "(",
            "-",
            "D",
            "p",
            "3",
            "=",
            "_",
            "^",
            "*",
            "[",
            "]",
            "|",
            "\\",
            "@",
            " ",
            "\n",
            "\u00a0",
            "\u200b",
            "\u200d",
            "\ufe0f",
            "❤",
            "😀",
            "\ud83c\udffd",
            "\ud83d",
            "\ude00",
            "\u0301",
            "\u0316",
            "\u0307",
            "\u0344",
            "\u0345",
            "\u3099",
            "\uff9e",
            "\uff76",
            "か",
            "好",
            "가",
            "\u1100",
            "\u1161",
            "\u11a8",
            "İ",
            "Σ",
            "ς",
            "é",
            "＜",
            "＞",
            "＆",
            "；",
            "＇",
            "①",
            "\u09c7",
            "\u09be",
            "\u0f71",
            "ẞ",
            "ﬁ",
            "\u212a",
            "´",
            "¨",
            "7",
            "http://",
            "ŉ",
            "\ufdfa");

    static final List<String> TAGS_AND_ENTITIES = List.of(
            "<", "</", "<b", "<br />", "<!--", "-->", ">", "'", "\"", "=", "&", "&#", "&#x", ";", "&lt", "&lt;", "&gt;",
            "&amp;", "&#60;", "&#x3c;", "&#38;", "b", "3", " ", "é");

    private Morsels() {}

    /** A few plain chars, so that most surrogates stand alone. */
    static String randomChars(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            text.append((char) random.nextInt(random.nextBoolean() ? 0x250 : 0x10000));
        }
        return text.toString();
    }
}
