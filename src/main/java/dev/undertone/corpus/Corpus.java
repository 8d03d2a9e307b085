// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus;

import dev.undertone.review.Label;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Labelled reviews with the name of where they came from. Immutable. */
public record Corpus(String name, List<LabelledReview> reviews) {
    /** A corpus cut in two. */
    public record Split(Corpus training, Corpus heldOut) {}

    public Corpus {
        Objects.requireNonNull(name, "name");
        reviews = List.copyOf(reviews);
    }

    public int size() {
        return reviews.size();
    }

    /** How many of the reviews are positive. */
    public long positives() {
        return reviews.stream().filter(LabelledReview::positive).count();
    }

    /** How many of the reviews are neutral. */
    public long neutrals() {
        return reviews.stream().filter(LabelledReview::neutral).count();
    }

    /** How many texts there are that differ. */
    public long distinct() {
        return reviews.stream().map(LabelledReview::text).distinct().count();
    }

    /** Whether its texts were written for their labels, as those of a template file are: there is no doubt of them. */
    public boolean isWrittenForLabels() {
        return TemplateFile.is(Path.of(name));
    }

    /** The reviews that take a side, all others left out. */
    public Corpus polar() {
        return neutrals() == 0
                ? this
                : new Corpus(
                        name,
                        reviews.stream().filter(review -> !review.neutral()).toList());
    }

    /**
     * Holds out about {@code share} of the reviews, by a hash of each text: the same text falls on the same side in
     * every run, in every order and among any other reviews, so copies of a text never stand on both sides.
     */
    public Split holdOut(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the share to hold out must lie between 0 and 1, not " + share);
        }
        List<LabelledReview> training = new ArrayList<>();
        List<LabelledReview> heldOut = new ArrayList<>();
        MessageDigest sha256 = TextHash.sha256();
        for (LabelledReview review : reviews) {
            byte[] hash = sha256.digest(review.text().getBytes(StandardCharsets.UTF_8));
            int number = (hash[0] & 0xFF) << 16 | (hash[1] & 0xFF) << 8 | (hash[2] & 0xFF);
            (number < share * (1 << 24) ? heldOut : training).add(review);
        }
        return new Split(new Corpus(name, training), new Corpus(name, heldOut));
    }

    /**
     * At most {@code most} of the reviews, each text once, as evenly from the labels as there are enough of each. A
     * hash of the text chooses, so that a smaller choice is part of every larger one, from whatever files the
     * reviews come.
     */
    public Corpus balanced(int most) {
        Map<Label, Deque<LabelledReview>> waiting = new EnumMap<>(Label.class);
        reviews.stream()
                .distinct()
                .sorted(Comparator.comparingLong(review -> TextHash.number(review.text())))
                .forEach(review -> waiting.computeIfAbsent(review.label(), label -> new ArrayDeque<>())
                        .add(review));
        List<LabelledReview> chosen = new ArrayList<>();
        while (chosen.size() < most && !waiting.isEmpty()) {
            for (Deque<LabelledReview> queue : waiting.values()) {
                if (chosen.size() < most) {
                    chosen.add(queue.remove());
                }
            }
            waiting.values().removeIf(Deque::isEmpty);
        }
        return new Corpus(name, chosen);
    }

    /**
     * {@code size} of the reviews, chosen and ordered at random, or all of them, in random order, where there
     * are fewer.
     */
    public Corpus sample(int size, long seed) {
        List<LabelledReview> shuffled = new ArrayList<>(reviews);
        Collections.shuffle(shuffled, new Random(seed));
        return new Corpus(name, shuffled.subList(0, Math.min(size, shuffled.size())));
    }

    /** A SHA-256 in hexadecimal over labels and texts, in their order. */
    public String hash() {
        return TextHash.of(() ->
                reviews.stream().map(review -> digit(review) + review.text()).iterator());
    }

    private static String digit(LabelledReview review) {
        return switch (review.label()) {
            case NEGATIVE -> "0";
            case POSITIVE -> "1";
            case NEUTRAL -> "2";
        };
    }
}
