// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import dev.undertone.event.ScoredEvent;
import dev.undertone.kafka.Varlong;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The reviews of a key in a window, counted. All sums are of whole numbers, so that they are the same in whatever order
 * and in however many parts the reviews are added. Confined to one thread.
 */
public final class SentimentFigures {
    private static final int EXAMPLES = 3;
    private static final int LONGEST_ID = 100;
    private static final double SCORE_UNITS = 1e6;
    private static final double SQUARE_UNITS = 1e8;
    /** From the square of a score's units to those of squares. */
    private static final long UNITS_OF_SQUARE = 10_000;

    private static final Comparator<Example> LOWEST_FIRST =
            Comparator.comparingLong(Example::score).thenComparing(Example::id);

    private long positive;
    private long neutral;
    private long negative;
    private long late;
    private long scores;
    private long squares;
    private final List<Example> lowest = new ArrayList<>(EXAMPLES + 1);

    /** A review with one of the lowest scores, in millionths. */
    private record Example(long score, String id) {}

    void add(ScoredEvent review) {
        switch (review.label()) {
            case POSITIVE -> positive++;
            case NEUTRAL -> neutral++;
            case NEGATIVE -> negative++;
        }
        long score = Math.round(review.score() * SCORE_UNITS);
        scores += score;
        squares += (score * score + UNITS_OF_SQUARE / 2) / UNITS_OF_SQUARE;
        review.id().filter(id -> id.length() <= LONGEST_ID).ifPresent(id -> offer(new Example(score, id)));
    }

    /** Counts one that came when its own window had closed. */
    void addLate() {
        late++;
    }

    void add(SentimentFigures others) {
        positive += others.positive;
        neutral += others.neutral;
        negative += others.negative;
        late += others.late;
        scores += others.scores;
        squares += others.squares;
        others.lowest.forEach(this::offer);
    }

    public long count() {
        return positive + neutral + negative;
    }

    public long positive() {
        return positive;
    }

    public long neutral() {
        return neutral;
    }

    public long negative() {
        return negative;
    }

    /** How many reviews came within this window when their own had closed; kept over all reviews only. */
    public long late() {
        return late;
    }

    /** The mean score, where there is a review. */
    public OptionalDouble mean() {
        return count() == 0 ? OptionalDouble.empty() : OptionalDouble.of(scores / SCORE_UNITS / count());
    }

    /** The variance of the scores (unbiased), where there are two reviews. */
    public OptionalDouble variance() {
        long count = count();
        if (count < 2) {
            return OptionalDouble.empty();
        }
        double mean = scores / SCORE_UNITS / count;
        return OptionalDouble.of(Math.max(0, (squares / SQUARE_UNITS - count * mean * mean) / (count - 1)));
    }

    /** The standard error of the mean, where there are two reviews. */
    public OptionalDouble standardError() {
        OptionalDouble variance = variance();
        return variance.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.sqrt(variance.getAsDouble() / count()));
    }

    /** The ids of the reviews with the lowest scores, at most three, the lowest first. */
    public List<String> examples() {
        return lowest.stream().map(Example::id).toList();
    }

    /** An upper bound of what {@link #write} writes, in bytes. */
    int size() {
        // In UTF-8 a character of a string takes at most three bytes.
        return 7 * Varlong.LARGEST
                + lowest.stream()
                        .mapToInt(example ->
                                2 * Varlong.LARGEST + 3 * example.id().length())
                        .sum();
    }

    void write(ByteBuffer to) {
        Varlong.write(positive, to);
        Varlong.write(neutral, to);
        Varlong.write(negative, to);
        Varlong.write(late, to);
        Varlong.write(scores, to);
        Varlong.write(squares, to);
        Varlong.write(lowest.size(), to);
        for (Example example : lowest) {
            byte[] id = example.id().getBytes(StandardCharsets.UTF_8);
            Varlong.write(example.score(), to);
            Varlong.write(id.length, to);
            to.put(id);
        }
    }

    static SentimentFigures read(ByteBuffer from) {
        SentimentFigures figures = new SentimentFigures();
        figures.positive = Varlong.read(from);
        figures.neutral = Varlong.read(from);
        figures.negative = Varlong.read(from);
        figures.late = Varlong.read(from);
        figures.scores = Varlong.read(from);
        figures.squares = Varlong.read(from);
        long examples = Varlong.read(from);
        for (int i = 0; i < examples; i++) {
            long score = Varlong.read(from);
            byte[] id = new byte[(int) Varlong.read(from)];
            from.get(id);
            figures.lowest.add(new Example(score, new String(id, StandardCharsets.UTF_8)));
        }
        return figures;
    }

    private void offer(Example example) {
        if (lowest.size() == EXAMPLES && LOWEST_FIRST.compare(example, lowest.get(EXAMPLES - 1)) >= 0) {
            return;
        }
        if (lowest.contains(example)) {
            return;
        }
        lowest.add(example);
        lowest.sort(LOWEST_FIRST);
        if (lowest.size() > EXAMPLES) {
            lowest.remove(EXAMPLES);
        }
    }
}
