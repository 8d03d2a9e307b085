// SPDX-License-Identifier: Apache-2.0
package dev.undertone.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.bench.LengthDistribution;
import dev.undertone.bench.SyntheticReviews;
import dev.undertone.text.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Numbered reviews from tweets to IMDB's, poison among them. The number and the seed say everything about one: its
 * text, its bytes, and what must come of it. Immutable.
 */
final class MixedReviews {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TWEETS = 180;
    private static final int APP = 60;
    private static final int IMDB = 60;
    private static final int POISON_AMONG = 40;
    private static final int UNKEYED_AMONG = 4;

    private final long seed;
    private final List<String> texts;

    MixedReviews(Vocabulary vocabulary, long seed) {
        this.seed = seed;
        List<String> made = new ArrayList<>();
        make(made, new SyntheticReviews(vocabulary, LengthDistribution.TWEETS, seed), TWEETS);
        make(made, new SyntheticReviews(vocabulary, LengthDistribution.APP, seed), APP);
        make(made, new SyntheticReviews(vocabulary, LengthDistribution.IMDB, seed), IMDB);
        texts = List.copyOf(made);
    }

    /**
     * One record.
     *
     * @param number from 0 on
     * @param key null for one in four
     * @param value null where the poison is that there is none
     * @param text which of {@link #texts} it has
     * @param poison empty if it must be scored
     */
    record Numbered(int number, byte[] key, byte[] value, int text, Optional<Poison> poison) {}

    /** All that is ever said in these reviews. */
    List<String> texts() {
        return texts;
    }

    Numbered review(int number) {
        // Each number has its own sequence, so that one can be had without those before it.
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        byte[] key = random.nextInt(UNKEYED_AMONG) == 0 ? null : utf8("k" + random.nextInt(50));
        int text = random.nextInt(texts.size());
        // Made up of letters, blanks and stops: nothing to escape.
        byte[] value = utf8("{\"id\":\"" + number + "\",\"text\":\"" + texts.get(text) + "\"}");
        if (random.nextInt(POISON_AMONG) > 0) {
            return new Numbered(number, key, value, text, Optional.empty());
        }
        Poison poison = Poison.values()[random.nextInt(Poison.values().length)];
        return new Numbered(number, key, poison.spoil(value, random), text, Optional.of(poison));
    }

    private static void make(List<String> texts, SyntheticReviews reviews, int count) {
        Iterator<byte[]> events = reviews.iterator();
        try {
            for (int i = 0; i < count; i++) {
                texts.add(JSON.readTree(events.next()).get("text").asText());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
