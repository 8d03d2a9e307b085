// SPDX-License-Identifier: Apache-2.0
package dev.undertone.encoder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The vectors of many texts: computed by a {@link SentenceEncoder} once and kept in a file, so that another run, seed
 * or plan finds them. The owner closes it, and with it the encoder.
 */
public final class TextVectors implements AutoCloseable {
    /** Texts sorted by length together; small enough that little is lost by a kill and progress is even. */
    private static final int WINDOW = 2_048;
    /** Of a batch, padding included: more would leave the core's cache. */
    private static final int BATCH_TOKENS = 1_024;

    private final SentenceEncoder encoder;
    private final VectorCache cache;
    private final Path file;

    /** @param file that keeps the vectors; made where there is none */
    public TextVectors(SentenceEncoder encoder, Path file) {
        this.encoder = encoder;
        this.file = file;
        this.cache = VectorCache.open(file, encoder.fingerprint(), encoder.dimensions());
    }

    /** Those of {@code texts} whose vectors have to be computed yet, each once. */
    public List<String> missing(Collection<String> texts) {
        return new LinkedHashSet<>(texts)
                .stream().filter(text -> !cache.holds(text)).toList();
    }

    /** What computing the vectors of {@code texts} takes, in the unit of {@link #compute}'s progress. */
    public static long cost(Collection<String> texts) {
        return texts.stream().mapToLong(SentenceEncoder::cost).sum();
    }

    /**
     * Computes the vectors of {@code texts}.
     *
     * @param threads that compute at the same time
     * @param progress hears the cost of each batch done, on any of those threads
     */
    public void compute(List<String> texts, int threads, LongConsumer progress) {
        try (Workers workers = new Workers(threads)) {
            for (int start = 0; start < texts.size(); start += WINDOW) {
                List<String> window = new ArrayList<>(texts.subList(start, Math.min(texts.size(), start + WINDOW)));
                window.sort(Comparator.comparingInt(String::length));
                workers.run(batches(window).stream()
                        .<Runnable>map(batch -> () -> {
                            cache.put(batch, encoder.encode(batch));
                            progress.accept(cost(batch));
                        })
                        .toList());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EncoderException("interrupted; what was computed is kept", e);
        }
    }

    private static List<List<String>> batches(List<String> sorted) {
        List<List<String>> batches = new ArrayList<>();
        int start = 0;
        for (int end = 1; end <= sorted.size(); end++) {
            boolean full =
                    end < sorted.size() && (end + 1 - start) * SentenceEncoder.cost(sorted.get(end)) > BATCH_TOKENS;
            if (full || end == sorted.size()) {
                batches.add(List.copyOf(sorted.subList(start, end)));
                start = end;
            }
        }
        return batches;
    }

    /** The vector of a text that was computed. */
    public float[] vector(String text) {
        return cache.get(text);
    }

    /** What computes them. */
    public SentenceEncoder source() {
        return encoder;
    }

    /** A file for something else that belongs to these texts, beside that of the vectors. */
    public Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    public int dimensions() {
        return encoder.dimensions();
    }

    public String encoder() {
        return encoder.name();
    }

    @Override
    public void close() {
        cache.close();
        encoder.close();
    }
}
