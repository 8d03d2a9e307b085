// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stack;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which series an expression of Prometheus' query language names. */
final class PromQl {
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

    /** What else is not a name of a series: label matchers, ranges, and lists of labels behind these words. */
    private static final Pattern ASIDE = Pattern.compile(
            "\\{[^{}]*}" + "|\\[[^\\[\\]]*]" + "|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^()]*\\)");

    private static final Pattern NAME = Pattern.compile("(?<![\\w.])[a-zA-Z_:][\\w:]*(?!\\w)(?!\\s*\\()");

    /**
     * Words that stand where a name could. A function, and an aggregation without its list, has a parenthesis
     * behind it.
     */
    private static final Set<String> KEYWORDS =
            Set.of("and", "or", "unless", "bool", "offset", "inf", "nan", "start", "end", "atan2");

    private PromQl() {}

    /** The names of all series in {@code expression}. */
    static Set<String> seriesOf(String expression) {
        // Strings first: one may hold a brace.
        String bare = ASIDE.matcher(STRING.matcher(expression).replaceAll("")).replaceAll(" ");
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(bare);
        while (name.find()) {
            if (!KEYWORDS.contains(name.group().toLowerCase(Locale.ROOT))) {
                names.add(name.group());
            }
        }
        return names;
    }
}
