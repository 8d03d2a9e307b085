// SPDX-License-Identifier: Apache-2.0
package dev.undertone.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokenizerTest {
    private final Tokenizer tokenizer = new Tokenizer();

    @ParameterizedTest
    @MethodSource({"words", "emojiAndEmoticons", "scriptsWithoutBlanks", "normalForms", "markup", "entities"})
    void shouldCutIntoTokens(String text, List<String> expected) {
        // When
        List<String> tokens = tokenizer.tokenize(text);

        // Then
        assertThat(tokens).isEqualTo(expected);
    }

    /** What changes here makes every bundle trained before unusable: change it on purpose or not at all. */
    @Test
    void shouldCutTheProbesOfTheFingerprintAsEver() {
        // Given
        List<List<String>> golden = List.of(
                List.of("it", "wasn't", "great", "it", "was", "ok", "7", "10", "i'd", "go", "again", "!", "!"),
                List.of("rock'n'roll", "quoted", "caf\u00e9", "caf\u00e9", "istanbul", "stra\u00dfe", "σοφοσ"),
                List.of("这", "部", "电", "影", "很", "好", "看", "!", "す", "ご", "く", "ガ", "한", "국", "어"),
                List.of(
                        "love", "❤", "it", "😀", "👍", ":-)", "great", ":)", "http", "x", "y", ":/", "<3", "</3", "<3",
                        "amp", "\u00e9", "😀"),
                List.of("lone", "surrogate", "end", "softhyphen", "zero", "width", "fine", "1", "1", "2", "0", "bold"),
                List.of("σοφ\u03ccσ", "\u017a" + "\u0316".repeat(15) + "\u0301".repeat(14)),
                List.of("ดี", "ม", "า", "ก", "ok", "ລ", "າ", "ວ", "ខ្", "មែ", "រ", "မြ", "န်", "မာ"));

        // When
        List<List<String>> tokens =
                Tokenizer.PROBES.stream().map(tokenizer::tokenize).toList();

        // Then
        assertThat(tokens).isEqualTo(golden);
    }

    @Test
    void shouldHaveTheFingerprintOfTheseTokens() {
        // When
        String fingerprint = Tokenizer.fingerprint();

        // Then
        assertThat(fingerprint).isEqualTo("b6bece0debf55eef6e3181dee347e625af106b135b0097daa37878a0fd5cc9ec");
    }

    static List<Arguments> words() {
        return List.of(
                argumentSet("nothing", "", List.of()),
                argumentSet("blanks only", " \t\r\n\u00a0\u3000", List.of()),
                argumentSet("punctuation only", ".,;:-\"()[]{}/*%$#@+&~`|", List.of()),
                argumentSet("upper case", "The BEST ever", List.of("the", "best", "ever")),
                argumentSet("digits", "7/10, 3.5 stars in 2024", List.of("7", "10", "3", "5", "stars", "in", "2024")),
                argumentSet("digits inside a word", "mp3 4k", List.of("mp3", "4k")),
                argumentSet("digits of another script", "٣ ५", List.of("٣", "५")),
                argumentSet("apostrophe inside", "don't y'all'd've", List.of("don't", "y'all'd've")),
                argumentSet("curly apostrophe", "don’t", List.of("don't")),
                argumentSet("fullwidth apostrophe", "don＇t", List.of("don't")),
                argumentSet("quotes around", "'twas the boys' 'best'", List.of("twas", "the", "boys", "best")),
                argumentSet("two apostrophes", "rock''roll", List.of("rock", "roll")),
                argumentSet("apostrophe before a mark", "a'\u0301b", List.of("a", "b")),
                argumentSet("! and ?", "What?! No!!", List.of("what", "?", "!", "no", "!", "!")),
                argumentSet("hyphen and underscore", "well-made snake_case", List.of("well", "made", "snake", "case")),
                argumentSet(
                        "words of other scripts",
                        "Очень хорошо, çok GÜZEL",
                        List.of("очень", "хорошо", "çok", "güzel")),
                argumentSet("vowel signs belong to the word", "हिन्दी", List.of("हिन्दी")),
                argumentSet("letters beyond the basic plane", "𐐀𐐨", List.of("𐐨𐐨")));
    }

    static List<Arguments> emojiAndEmoticons() {
        return List.of(
                argumentSet("emoji glued to words", "so good😀really", List.of("so", "good", "😀", "really")),
                argumentSet("emoji repeated", "😍😍", List.of("😍", "😍")),
                argumentSet("variation selector", "❤\ufe0f ❤", List.of("❤", "❤")),
                argumentSet("skin tone", "👍🏽 👍", List.of("👍", "👍")),
                argumentSet("joined by ZWJ", "👩\u200d🍳", List.of("👩", "🍳")),
                argumentSet("keycap", "7\ufe0f\u20e3", List.of("7\ufe0f\u20e3")),
                argumentSet("flag", "🇩🇪", List.of()),
                argumentSet("stars", "★★☆", List.of("★", "★", "☆")),
                argumentSet("smileys", ":) :-) ;) =] ^^ ^_^", List.of(":)", ":-)", ";)", "=]", "^^", "^_^")),
                argumentSet(
                        "frowns", ":( :'( >:( :/ -_- >_< ;_;", List.of(":(", ":'(", ">:(", ":/", "-_-", ">_<", ";_;")),
                argumentSet("letters in upper or lower case", ":D :d :P xD", List.of(":d", ":d", ":p", "xd")),
                argumentSet("hearts", "<3 </3", List.of("<3", "</3")),
                argumentSet("curly tear", ":’(", List.of(":'(")),
                argumentSet("longest first", ":'-) :-))", List.of(":'-)", ":-)")),
                argumentSet(
                        "glued to a word, with a bracket",
                        "great:) bad:( great:-)!",
                        List.of("great", ":)", "bad", ":(", "great", ":-)", "!")),
                argumentSet(
                        "glued to a word, no bracket", "great:D bad:/ so:p", List.of("great", "d", "bad", "so", "p")),
                argumentSet("glued between words", "a:)b", List.of("a", "b")),
                argumentSet("before a word", ":)great <3you", List.of(":)", "great", "3you")),
                argumentSet("address", "http://x.org/a", List.of("http", "x", "org", "a")),
                argumentSet("time", "10:30 at 8:00", List.of("10", "30", "at", "8", "00")),
                argumentSet("list", "note:3 (see:p.7)", List.of("note", "3", "see", "p", "7")),
                argumentSet("letter that begins a word", ":dragon :pizza :3rd", List.of("dragon", "pizza", "3rd")));
    }

    static List<Arguments> scriptsWithoutBlanks() {
        return List.of(
                argumentSet("Han", "很好看", List.of("很", "好", "看")),
                argumentSet("Han beyond the basic plane", "𠮷野", List.of("𠮷", "野")),
                argumentSet("Hiragana", "すごい", List.of("す", "ご", "い")),
                argumentSet("Katakana", "ダメ", List.of("ダ", "メ")),
                argumentSet("halfwidth Katakana", "ﾀﾞﾒ", List.of("ダ", "メ")),
                argumentSet("Hangul", "최고", List.of("최", "고")),
                argumentSet("Hangul in single letters", "\u110e\u116c\u1100\u1169", List.of("최", "고")),
                argumentSet("Bopomofo", "ㄅㄆ", List.of("ㄅ", "ㄆ")),
                argumentSet("beside Latin letters", "iPhone很好7分", List.of("iphone", "很", "好", "7", "分")),
                argumentSet("Thai", "ดีมาก", List.of("ดี", "ม", "า", "ก")),
                argumentSet("Thai marks on one letter", "ที่นี่", List.of("ที่", "นี่")),
                argumentSet("Thai beside Latin", "appดีok", List.of("app", "ดี", "ok")),
                argumentSet("Lao", "ດີຫຼາຍ", List.of("ດີ", "ຫຼ", "າ", "ຍ")),
                argumentSet("Khmer", "ល្អ", List.of("ល្", "អ")),
                argumentSet("Burmese", "ကောင်း", List.of("ကော", "င်း")),
                argumentSet("apostrophe before Han", "a'好", List.of("a", "好")),
                argumentSet("CJK punctuation", "好，不好。「真」？", List.of("好", "不", "好", "真", "?")));
    }

    static List<Arguments> normalForms() {
        return List.of(
                argumentSet("fullwidth", "ＧＯＯＤ！ １０／１０", List.of("good", "!", "10", "10")),
                argumentSet("ligature", "ﬁne ﬂaw", List.of("fine", "flaw")),
                argumentSet("composed and decomposed", "café cafe\u0301 CAFE\u0301", List.of("café", "café", "café")),
                argumentSet("circled, superscript, Roman", "① x² Ⅷ", List.of("1", "x2", "viii")),
                argumentSet("mathematical letters", "𝐆𝐨𝐨𝐝 𝒷𝒶𝒹", List.of("good", "bad")),
                argumentSet("Kelvin and Ohm", "\u212a \u2126", List.of("k", "ω")),
                argumentSet("lower case undoes the normal form", "H\u0331", List.of("\u1e96")),
                argumentSet("Turkish dotted I", "İSTANBUL I\u0307zmir", List.of("istanbul", "izmir")),
                argumentSet("Turkish dotless i", "ıI", List.of("ıi")),
                argumentSet("sharp s", "STRAẞE Straße", List.of("straße", "straße")),
                argumentSet("final sigma", "ΣΟΦΟΣ σοφος σοφοσ", List.of("σοφοσ", "σοφοσ", "σοφοσ")),
                argumentSet("soft hyphen", "wonder\u00adful wonder&shy;ful", List.of("wonderful", "wonderful")),
                argumentSet("zero-width blank", "wonder\u200bful", List.of("wonder", "ful")),
                argumentSet("lone surrogates", "a\ud83db\ude00c", List.of("a", "b", "c")),
                argumentSet("surrogates made a pair by a removed hyphen", "\ud83d\u00ad\ude00", List.of("😀")),
                argumentSet("most combining marks", "a" + "\u0316".repeat(30), List.of("a" + "\u0316".repeat(30))),
                argumentSet(
                        "too many combining marks",
                        "a" + "\u0316".repeat(31) + "b",
                        List.of("a" + "\u0316".repeat(30) + "b")));
    }

    static List<Arguments> markup() {
        return List.of(
                argumentSet("line break", "good<br /><br/>bad<BR>end", List.of("good", "bad", "end")),
                argumentSet("tag inside a word", "won<b>der</b>ful", List.of("won", "der", "ful")),
                argumentSet("attributes", "<a href=\"http://x.org/?q=1!\" title='?'>link</a>", List.of("link")),
                argumentSet("comment", "a <!-- hidden! --> b", List.of("a", "b")),
                argumentSet("unclosed at the end", "good <b", List.of("good", "b")),
                argumentSet("lone <", "<", List.of()),
                argumentSet("unclosed before a tag", "good <b and <i>bad</i>", List.of("good", "b", "and", "bad")),
                argumentSet("comparison", "1 < 2 > 0", List.of("1", "2", "0")),
                argumentSet("comparison without blanks", "1<2>0", List.of("1", "2", "0")),
                argumentSet("longest tag", "<b" + "x".repeat(253) + ">y", List.of("y")),
                argumentSet("too long for a tag", "<b" + "x".repeat(254) + ">y", List.of("b" + "x".repeat(254), "y")),
                argumentSet("fullwidth tag is text", "＜b＞", List.of("b")));
    }

    static List<Arguments> entities() {
        return List.of(
                argumentSet("named", "caf&eacute; &Eacute;t&eacute;", List.of("café", "été")),
                argumentSet(
                        "apostrophes",
                        "don&#39;t don&apos;t don&rsquo;t don&#x2019;t",
                        List.of("don't", "don't", "don't", "don't")),
                argumentSet("no-break space", "good&nbsp;film", List.of("good", "film")),
                argumentSet("decimal and hexadecimal", "&#233; &#xE9; &#Xe9;", List.of("é", "é", "é")),
                argumentSet("emoji", "&#128512;&#x1F600;&hearts;", List.of("😀", "😀", "♥")),
                argumentSet(
                        "what it stands for is no markup",
                        "&lt;b&gt;bold&lt;/b&gt; &lt;3",
                        List.of("b", "bold", "b", "<3")),
                argumentSet("escaped twice", "&amp;eacute; &amp;amp;", List.of("eacute", "amp")),
                argumentSet("unknown", "&bogus; x", List.of("bogus", "x")),
                argumentSet("unclosed", "AT&T &eacute x", List.of("at", "t", "eacute", "x")),
                argumentSet("empty", "a&;b &#;c &#x;d", List.of("a", "b", "c", "x", "d")),
                argumentSet("no number", "&#12a; &#xg;", List.of("12a", "xg")),
                argumentSet("surrogate", "&#xD83D;&#55357;", List.of("xd83d", "55357")),
                argumentSet("beyond Unicode", "&#x110000; &#9999999;", List.of("x110000", "9999999")),
                argumentSet("too long", "&#000000233;", List.of("000000233")));
    }
}
