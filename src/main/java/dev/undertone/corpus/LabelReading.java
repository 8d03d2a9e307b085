// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus;

import dev.undertone.corpus.file.CorpusException;
import dev.undertone.corpus.file.LabelMapping;
import dev.undertone.corpus.file.PlainLabel;
import dev.undertone.review.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the labels of one file mean: as the user says, as numbers are usual together, or as words say.
 */
final class LabelReading {
    /** More different ones are no labels, and none of them is shown. */
    private static final int MOST_SHOWN = 12;

    private static final int LONGEST_SHOWN = 40;

    /** How often a label occurs, and where first. */
    static final class Use {
        private final long firstLine;
        private int count;

        Use(long firstLine) {
            this.firstLine = firstLine;
        }
    }

    private final String name;
    /** By the label's plain form, in the order of the file. */
    private final Map<String, Use> uses;

    private final Map<String, Optional<Label>> meanings = new HashMap<>();

    private LabelReading(String name, Map<String, Use> uses) {
        this.name = name;
        this.uses = uses;
    }

    /** Gathers labels. Confined to one thread. */
    static final class Collector {
        private final Map<String, String> plain = new HashMap<>();
        private final Map<String, Use> uses = new LinkedHashMap<>();

        /** Takes note of a label, and returns its plain form. */
        String add(String label, long line) {
            String known = plain.computeIfAbsent(label, PlainLabel::of);
            uses.computeIfAbsent(known, key -> new Use(line)).count++;
            return known;
        }

        /**
         * What they mean.
         *
         * @param name of the file
         * @throws CorpusException where that cannot be told
         */
        LabelReading read(String name, Optional<LabelMapping> told) {
            LabelReading reading = new LabelReading(name, uses);
            reading.decide(told);
            return reading;
        }

        /** What they mean, where that can be told. */
        Optional<LabelReading> readIfClear() {
            try {
                return Optional.of(read("", Optional.empty()));
            } catch (CorpusException unclear) {
                return Optional.empty();
            }
        }
    }

    private void decide(Optional<LabelMapping> told) {
        // One mapping serves several files: one that speaks of none of this file's labels is about others.
        Optional<LabelMapping> scale = told.filter(mapping ->
                uses.keySet().stream().anyMatch(label -> mapping.rule(label).isPresent()));
        List<String> numbers = uses.keySet().stream()
                .filter(PlainLabel::isNumber)
                .sorted(LabelReading::inOrder)
                .toList();
        if (scale.isEmpty() && !numbers.isEmpty()) {
            scale = Optional.of(LabelScale.of(numbers).orElseThrow(() -> ambiguous(numbers)));
        }
        LabelMapping mapping = scale.orElse(new LabelMapping(List.of()));
        uses.forEach((label, use) -> meanings.put(
                label,
                mapping.rule(label)
                        .or(() -> PlainLabel.word(label))
                        .orElseThrow(() -> unknown(label, use))
                        .label()));
    }

    /** What a label means, in its plain form; empty where reviews with it are left out. */
    Optional<Label> of(String plain) {
        return meanings.getOrDefault(plain, Optional.empty());
    }

    /** How the labels were read, for people; empty where there are none. */
    Optional<String> describe() {
        List<String> meant = new ArrayList<>();
        for (Label label : Label.values()) {
            String ones = plain(Optional.of(label));
            if (!ones.isEmpty()) {
                meant.add(ones.equals(label.text()) ? ones : ones + " as " + label.text());
            }
        }
        return meant.isEmpty() ? Optional.empty() : Optional.of("labels read: " + String.join("; ", meant));
    }

    /** Those that are left out, with their counts; empty where none is. */
    Optional<String> describeSkipped() {
        return Optional.of(plain(Optional.empty())).filter(skipped -> !skipped.isEmpty());
    }

    private String plain(Optional<Label> meaning) {
        List<String> found = uses.keySet().stream()
                .filter(label -> meanings.get(label).equals(meaning))
                .sorted(LabelReading::inOrder)
                .toList();
        if (found.size() > MOST_SHOWN) {
            return found.get(0) + " to " + found.get(found.size() - 1);
        }
        return found.stream().map(LabelReading::shown).collect(Collectors.joining(", "));
    }

    int count(Optional<Label> meaning) {
        return uses.entrySet().stream()
                .filter(entry -> meanings.get(entry.getKey()).equals(meaning))
                .mapToInt(entry -> entry.getValue().count)
                .sum();
    }

    private static int inOrder(String a, String b) {
        return PlainLabel.isNumber(a) && PlainLabel.isNumber(b)
                ? Double.compare(Double.parseDouble(a), Double.parseDouble(b))
                : a.compareTo(b);
    }

    private static String shown(String label) {
        return label.length() <= LONGEST_SHOWN ? label : "one of " + label.length() + " characters";
    }

    private CorpusException ambiguous(List<String> numbers) {
        String which = numbers.size() <= MOST_SHOWN
                ? String.join(", ", numbers)
                : numbers.get(0) + " to " + numbers.get(numbers.size() - 1);
        String example = numbers.size() <= MOST_SHOWN && numbers.size() > 1
                ? numbers.get(0) + "=negative," + numbers.get(numbers.size() - 1) + "=positive,*=neutral"
                : "1..2=negative,3=neutral,4..5=positive";
        return new CorpusException("the labels of " + name + " are " + which
                + ", which can mean several things; say what they mean, for example --labels "
                + example);
    }

    /**
     * A word is shown only where it is a label for sure: it may be the review itself, where the columns are swapped.
     */
    private CorpusException unknown(String label, Use use) {
        int rows = uses.values().stream().mapToInt(each -> each.count).sum();
        boolean showable = PlainLabel.isNumber(label)
                || use.count > 1
                        && uses.size() <= MOST_SHOWN
                        && rows >= 4 * uses.size()
                        && label.length() <= LONGEST_SHOWN
                        && !label.contains(" ");
        String example = showable ? label + "=negative" : "unclear=skip";
        return new CorpusException("line " + use.firstLine + " of " + name + " has "
                + (showable ? "the label '" + label + "'" : "a label that is none we know")
                + "; say what it means with --labels, for example --labels " + example
                + ", name the field with --label-field, or quote texts that hold line ends");
    }
}
