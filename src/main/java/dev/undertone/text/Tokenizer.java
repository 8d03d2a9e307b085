// SPDX-License-Identifier: Apache-2.0
package dev.undertone.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Cuts a text into tokens. The trainer and the scorer both call it, and a bundle records its {@link #fingerprint()}, so
 * a model is never served with another tokenizer than it was trained with.
 *
 * <p>A token is a word (letters, digits, combining marks, apostrophes inside), one Han, Kana, Hangul or Bopomofo
 * character, one Thai, Lao, Khmer or Burmese letter with its marks, an {@code !} or {@code ?}, an emoji, or an
 * emoticon. HTML tags and entities are removed first, then the text is brought to NFKC (Unicode Standard Annex 15) and
 * lower case, where a final sigma is a sigma and a dotted I an i.
 *
 * <p>Promises: the same text gives the same tokens; tokens joined by blanks give the same tokens again; no
 * {@code String} makes it throw, not even one with lone surrogates; time grows linearly with the text. Safe for use by
 * many threads.
 */
public final class Tokenizer {
    /** Changes whenever the tokens of any text change. */
    public static final String NAME = "undertone-2";

    /** Texts whose tokens touch every rule above; their tokens make the fingerprint. */
    static final List<String> PROBES = List.of(
            "It wasn\u2019t GREAT, it was OK...<br /><br />7/10 & I'd go again!!",
            "rock'n'roll 'quoted' caf\u00e9 cafe\u0301 \u0130stanbul Stra\u00dfe \u03a3\u039f\u03a6\u039f\u03a3",
            "\u8fd9\u90e8\u7535\u5f71\u5f88\u597d\u770b\uff01 \u3059\u3054\u304f \uff76\uff9e \ud55c\uad6d\uc5b4",
            "love \u2764\ufe0f it \ud83d\ude00\ud83d\udc4d\ud83c\udffd :-) great:) http://x.y :/ <3 </3 &lt;3 &amp;amp; &#233; &#x1F600;",
            "lone \ud800 surrogate \udc00 end soft\u00adhyphen zero\u200bwidth \ufb01ne \u2460 1 < 2 > 0 <b>bold</b>",
            "\u03c3\u03bf\u03c6\u03cc\u03c2 z" + "\u0301\u0316".repeat(20),
            "\u0e14\u0e35\u0e21\u0e32\u0e01ok \u0ea5\u0eb2\u0ea7 \u1781\u17d2\u1798\u17c2\u179a \u1019\u103c\u1014\u103a\u1019\u102c");

    private static final String FINGERPRINT = computeFingerprint();

    /** Takes the tokens of a text, first to last. */
    @FunctionalInterface
    public interface Sink {
        /**
         * One token: the characters of {@code text} from {@code start} to before {@code end}; the array is only lent.
         */
        void token(char[] text, int start, int end);
    }

    /** Hands every token of {@code text} to {@code sink}, without making an object for any. */
    public void tokenize(String text, Sink sink) {
        cut(Normalization.of(text), sink);
    }

    /** Takes the tokens of a text, first to last, with where they stand in it. */
    @FunctionalInterface
    interface LocatingSink {
        /**
         * One token: the characters of {@code normal} from {@code start} to before {@code end}, which came from those
         * of the text from {@code from} to before {@code to}; the array is only lent.
         */
        void token(char[] normal, int start, int end, int from, int to);
    }

    /** The same tokens as {@link #tokenize}, each with its place in {@code text}. Takes longer. */
    void locate(String text, LocatingSink sink) {
        char[] plain = Normalization.lowerCaseIfPlain(text);
        if (plain != null) {
            cut(plain, (normal, start, end) -> sink.token(normal, start, end, start, end));
            return;
        }
        TracedDraft draft = new TracedDraft(text);
        cut(
                Normalization.of(draft),
                (normal, start, end) -> sink.token(normal, start, end, draft.start(start), draft.end(end - 1)));
    }

    private static void cut(char[] normal, Sink sink) {
        int length = normal.length;
        int i = 0;
        while (i < length) {
            char first = normal[i];
            // Most characters of most texts, without asking what they are in Unicode.
            if (first == ' ') {
                i++;
                continue;
            }
            if (isAsciiWordPart(first)) {
                int wordEnd = wordEnd(normal, i + 1);
                sink.token(normal, i, wordEnd);
                i = wordEnd;
                continue;
            }
            int codePoint = Character.codePointAt(normal, i);
            int end = i + Character.charCount(codePoint);
            if (Character.isLetterOrDigit(codePoint)) {
                if (!standsAlone(codePoint)) {
                    end = wordEnd(normal, end);
                } else if (takesMarks(codePoint)) {
                    end = clusterEnd(normal, end);
                }
                sink.token(normal, i, end);
            } else if (codePoint == '!' || codePoint == '?' || isEmoji(codePoint)) {
                sink.token(normal, i, end);
            } else {
                int emoticonEnd = Emoticons.end(normal, i);
                if (emoticonEnd > i) {
                    sink.token(normal, i, emoticonEnd);
                    end = emoticonEnd;
                }
            }
            i = end;
        }
    }

    /** The tokens of {@code text}, first to last. */
    public List<String> tokenize(String text) {
        List<String> tokens = new ArrayList<>();
        tokenize(text, (source, start, end) -> tokens.add(new String(source, start, end - start)));
        return tokens;
    }

    /**
     * A SHA-256 in hexadecimal over what this tokenizer makes of a fixed set of texts: equal where the behaviour is.
     */
    public static String fingerprint() {
        return FINGERPRINT;
    }

    private static int wordEnd(char[] text, int from) {
        int i = from;
        while (i < text.length) {
            if (isAsciiWordPart(text[i])) {
                i++;
                continue;
            }
            int codePoint = Character.codePointAt(text, i);
            if (isWordPart(codePoint)) {
                i += Character.charCount(codePoint);
            } else if (codePoint == '\'' && i + 1 < text.length && continuesWord(Character.codePointAt(text, i + 1))) {
                i++;
            } else {
                break;
            }
        }
        return i;
    }

    /** Where the marks of a letter end that is a token with them. */
    private static int clusterEnd(char[] text, int from) {
        int i = from;
        while (i < text.length) {
            int codePoint = Character.codePointAt(text, i);
            if (!Normalization.isMark(codePoint)) {
                break;
            }
            i += Character.charCount(codePoint);
        }
        return i;
    }

    /** Of text in lower case. */
    private static boolean isAsciiWordPart(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    private static boolean isWordPart(int codePoint) {
        return codePoint < 0x80
                ? isAsciiWordPart(codePoint)
                : Normalization.isMark(codePoint) || continuesWord(codePoint);
    }

    private static boolean continuesWord(int codePoint) {
        return Character.isLetterOrDigit(codePoint) && !standsAlone(codePoint);
    }

    /** Scripts written without blanks between words: each character is a token. */
    private static boolean standsAlone(int codePoint) {
        if (codePoint < 0x0E00) {
            return false;
        }
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
            default -> takesMarks(codePoint);
        };
    }

    /** Of the scripts written without blanks, those whose letters carry vowels and tones as marks of their own. */
    private static boolean takesMarks(int codePoint) {
        if (codePoint < 0x0E00) {
            return false;
        }
        return switch (Character.UnicodeScript.of(codePoint)) {
            case THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }

    /**
     * By block, not by category: a Java release knows the categories of its own Unicode version only, and emoji are
     * what each new version adds. Skin tones and flags' letters are left out, they say nothing of sentiment.
     */
    private static boolean isEmoji(int codePoint) {
        boolean symbols = (codePoint >= 0x2300 && codePoint <= 0x23FF)
                || (codePoint >= 0x2600 && codePoint <= 0x27BF)
                || (codePoint >= 0x2B00 && codePoint <= 0x2BFF)
                || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF);
        return symbols && !(codePoint >= 0x1F3FB && codePoint <= 0x1F3FF);
    }

    private static String computeFingerprint() {
        Tokenizer tokenizer = new Tokenizer();
        StringBuilder seen = new StringBuilder(NAME);
        for (String probe : PROBES) {
            seen.append('\n').append(String.join(" ", tokenizer.tokenize(probe)));
        }
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(seen.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
