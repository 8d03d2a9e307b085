// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the service batched, as its own metrics tell.
 *
 * @param reviews in a batch, on average
 * @param tokens in a batch, on average
 * @param padding tokens computed for each token there was; 1 where nothing was padded
 * @param inferenceSeconds that the model took in all, on the clock
 * @param reasons how many batches left for which reason
 */
public record Batches(
        double reviews, double tokens, double padding, double inferenceSeconds, Map<String, Long> reasons) {
    private static final Pattern SERIES = Pattern.compile("^(\\w+)(?:\\{([^}]*)})? (\\S+)$", Pattern.MULTILINE);

    public Batches {
        reasons = Map.copyOf(new TreeMap<>(reasons));
    }

    /** Reads them from the service's page in Prometheus' text format, or from those of all instances one after the other. */
    static Batches parse(String pages) {
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
        double batches = values.getOrDefault("undertone_batch_reviews_count", 0.0);
        double tokens = values.getOrDefault("undertone_batch_tokens_sum", 0.0);
        if (batches == 0 || tokens == 0) {
            throw new BenchException("the service's metrics tell of no batch");
        }
        return new Batches(
                values.get("undertone_batch_reviews_sum") / batches,
                tokens / batches,
                values.get("undertone_batch_padded_tokens_sum") / tokens,
                values.get("undertone_inference_seconds_sum"),
                reasons);
    }
}
