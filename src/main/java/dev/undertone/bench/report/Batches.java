// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.report;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the service batched, as its own metrics count.
 *
 * @param number of batches
 * @param reviews in all of them
 * @param tokens in all of them
 * @param paddedTokens computed for those
 * @param inferenceSeconds that the model took, on the clock
 * @param reasons how many batches left for which reason
 */
public record Batches(
        long number, long reviews, long tokens, long paddedTokens, double inferenceSeconds, Map<String, Long> reasons) {
    private static final Pattern SERIES = Pattern.compile("^(\\w+)(?:\\{([^}]*)})? (\\S+)$", Pattern.MULTILINE);

    public Batches {
        if (number < 1 || tokens < 1) {
            throw new BenchException("the service's metrics tell of no batch");
        }
        reasons = Map.copyOf(new TreeMap<>(reasons));
    }

    /**
     * Reads them from the service's page in Prometheus' text format, or from those of all instances one after the
     * other; empty where a page was written while a batch was being counted and tells only half of it.
     */
    public static Optional<Batches> parse(String pages) {
        Map<String, Double> values = new TreeMap<>();
        Map<String, Long> reasons = new TreeMap<>();
        Matcher series = SERIES.matcher(pages);
        while (series.find()) {
            double value = Double.parseDouble(series.group(3));
            values.merge(series.group(1), value, Double::sum);
            if (series.group(1).equals("undertone_batches_total")) {
                reasons.merge(series.group(2).replaceAll("reason=\"(\\w+)\"", "$1"), (long) value, Long::sum);
            }
        }
        long number = whole(values, "undertone_batch_reviews_count");
        if (number != whole(values, "undertone_batch_tokens_count")
                || number != whole(values, "undertone_batch_padded_tokens_count")
                || number != whole(values, "undertone_inference_seconds_count")) {
            return Optional.empty();
        }
        return Optional.of(new Batches(
                number,
                whole(values, "undertone_batch_reviews_sum"),
                whole(values, "undertone_batch_tokens_sum"),
                whole(values, "undertone_batch_padded_tokens_sum"),
                values.getOrDefault("undertone_inference_seconds_sum", 0.0),
                reasons));
    }

    /** Those that came after others: without the ones of the warm-up. */
    public Batches since(Batches earlier) {
        Map<String, Long> since = new TreeMap<>();
        reasons.forEach((reason, count) -> since.put(reason, count - earlier.reasons.getOrDefault(reason, 0L)));
        return new Batches(
                number - earlier.number,
                reviews - earlier.reviews,
                tokens - earlier.tokens,
                paddedTokens - earlier.paddedTokens,
                inferenceSeconds - earlier.inferenceSeconds,
                since);
    }

    public double reviewsPerBatch() {
        return (double) reviews / number;
    }

    public double tokensPerBatch() {
        return (double) tokens / number;
    }

    /** Tokens computed for each token there was; 1 where nothing was padded. */
    public double padding() {
        return (double) paddedTokens / tokens;
    }

    /** Microseconds on the clock that the model took for a review. */
    public double inferenceMicros() {
        return 1e6 * inferenceSeconds / reviews;
    }

    private static long whole(Map<String, Double> values, String name) {
        return Math.round(values.getOrDefault(name, 0.0));
    }
}
