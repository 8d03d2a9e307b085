// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus.file;

import dev.undertone.review.Label;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Labels in one plain form, and what words mean by themselves. */
public final class PlainLabel {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{1,6}(\\.\\d{0,9})?|\\.\\d{1,9})");
    private static final Pattern PREFIX = Pattern.compile("^(__label__|label[_ ])");
    private static final Pattern DEGREE =
            Pattern.compile("^(very|extremely|highly|strongly|mostly|somewhat|slightly|weakly|overwhelmingly)[ _-]");
    private static final Map<String, Label> WORDS = Map.ofEntries(
            Map.entry("positive", Label.POSITIVE),
            Map.entry("pos", Label.POSITIVE),
            Map.entry("positiv", Label.POSITIVE),
            Map.entry("positif", Label.POSITIVE),
            Map.entry("positivo", Label.POSITIVE),
            Map.entry("true", Label.POSITIVE),
            Map.entry("yes", Label.POSITIVE),
            Map.entry("good", Label.POSITIVE),
            Map.entry("fresh", Label.POSITIVE),
            Map.entry("negative", Label.NEGATIVE),
            Map.entry("neg", Label.NEGATIVE),
            Map.entry("negativ", Label.NEGATIVE),
            Map.entry("negatif", Label.NEGATIVE),
            Map.entry("n\u00e9gatif", Label.NEGATIVE),
            Map.entry("negativo", Label.NEGATIVE),
            Map.entry("false", Label.NEGATIVE),
            Map.entry("no", Label.NEGATIVE),
            Map.entry("bad", Label.NEGATIVE),
            Map.entry("rotten", Label.NEGATIVE),
            Map.entry("neutral", Label.NEUTRAL),
            Map.entry("neu", Label.NEUTRAL),
            Map.entry("neutre", Label.NEUTRAL),
            Map.entry("neutro", Label.NEUTRAL),
            Map.entry("netral", Label.NEUTRAL),
            Map.entry("mixed", Label.NEUTRAL),
            Map.entry("conflict", Label.NEUTRAL),
            Map.entry("none", Label.NEUTRAL));
    /** What says that nobody can tell. */
    private static final Set<String> UNTOLD =
            Set.of("ambiguous", "unclear", "unsure", "unknown", "irrelevant", "unsup", "not_relevant");

    private PlainLabel() {}

    /** A label without what does not matter: 1 for {@code 1.0}, positive for {@code __label__Positive}. */
    public static String of(String label) {
        String plain = PREFIX.matcher(label.strip().toLowerCase(Locale.ROOT)).replaceFirst("");
        if (!NUMBER.matcher(plain).matches()) {
            return plain;
        }
        BigDecimal number = new BigDecimal(plain);
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    public static boolean isNumber(String plain) {
        return NUMBER.matcher(plain).matches();
    }

    /** Whether a plain label is one, as far as can be told without the others. */
    static boolean isLikely(String plain) {
        return isNumber(plain) || word(plain).isPresent();
    }

    /** What a word means; several with {@code +} between them mean what they have in common. */
    public static Optional<LabelMapping.Rule> word(String plain) {
        List<String> parts = Arrays.stream(plain.split("\\+", -1))
                .map(part -> DEGREE.matcher(part.strip()).replaceFirst(""))
                .toList();
        if (parts.stream().anyMatch(part -> !WORDS.containsKey(part) && !UNTOLD.contains(part))) {
            return Optional.empty();
        }
        return Optional.of(new LabelMapping.Rule(plain, plain, common(parts)));
    }

    private static Optional<Label> common(List<String> parts) {
        if (parts.stream().anyMatch(UNTOLD::contains)) {
            return Optional.empty();
        }
        Set<Label> sides = parts.stream()
                .map(WORDS::get)
                .filter(label -> label != Label.NEUTRAL)
                .collect(Collectors.toCollection(TreeSet::new));
        return Optional.of(sides.size() == 1 ? sides.iterator().next() : Label.NEUTRAL);
    }
}
