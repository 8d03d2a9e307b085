// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus.file;

import dev.undertone.review.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the labels of a file mean, written {@code 1..2=negative,3=neutral,4..5=positive,unclear=skip}: numbers,
 * ranges of numbers that include both ends, words, or {@code *} for all others. Of several rules that fit, the first
 * holds. Immutable.
 */
public record LabelMapping(List<Rule> rules) {
    private static final String ANY = "*";
    private static final String SKIP = "skip";

    /**
     * What one label, or one range of them, means.
     *
     * @param from the label in its plain form, or the least number of a range
     * @param to the same label, or the greatest number
     * @param label what it means; empty where reviews with it are left out
     */
    public record Rule(String from, String to, Optional<Label> label) {
        boolean fits(String plain) {
            if (from.equals(plain) || from.equals(ANY)) {
                return true;
            }
            if (from.equals(to) || !PlainLabel.isNumber(plain)) {
                return false;
            }
            double number = Double.parseDouble(plain);
            return number >= Double.parseDouble(from) && number <= Double.parseDouble(to);
        }
    }

    public LabelMapping {
        rules = List.copyOf(rules);
    }

    /**
     * Reads what a user wrote.
     *
     * @throws IllegalArgumentException saying in a sentence what is wrong
     */
    public static LabelMapping parse(String written) {
        List<Rule> rules = new ArrayList<>();
        for (String part : written.split(",")) {
            int equals = part.lastIndexOf('=');
            if (equals <= 0) {
                throw wrong(part);
            }
            String labels = part.substring(0, equals);
            int dots = labels.indexOf("..");
            String from = PlainLabel.of(dots < 0 ? labels : labels.substring(0, dots));
            String to = dots < 0 ? from : PlainLabel.of(labels.substring(dots + 2));
            boolean range = dots >= 0 && PlainLabel.isNumber(from) && PlainLabel.isNumber(to);
            if (from.isEmpty() || dots >= 0 && !(range && Double.parseDouble(from) <= Double.parseDouble(to))) {
                throw wrong(part);
            }
            rules.add(new Rule(from, to, meaning(part.substring(equals + 1), part)));
        }
        return new LabelMapping(rules);
    }

    private static Optional<Label> meaning(String word, String part) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "negative", "neg" -> Optional.of(Label.NEGATIVE);
            case "neutral", "neu" -> Optional.of(Label.NEUTRAL);
            case "positive", "pos" -> Optional.of(Label.POSITIVE);
            case SKIP -> Optional.empty();
            default -> throw wrong(part);
        };
    }

    private static IllegalArgumentException wrong(String part) {
        return new IllegalArgumentException("'" + part
                + "' says of no label what it means; labels are written as in"
                + " 1..2=negative,3=neutral,4..5=positive,unclear=skip");
    }

    /** What a label means, as it is written. */
    public Optional<Label> meaning(String label) {
        return rule(PlainLabel.of(label)).flatMap(Rule::label);
    }

    /** The rule for a label in its plain form. */
    public Optional<Rule> rule(String plain) {
        return rules.stream().filter(rule -> rule.fits(plain)).findFirst();
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return rules.stream()
                .map(rule -> rule.from() + (rule.from().equals(rule.to()) ? "" : ".." + rule.to()) + "="
                        + rule.label().map(Label::text).orElse(SKIP))
                .collect(Collectors.joining(","));
    }
}
