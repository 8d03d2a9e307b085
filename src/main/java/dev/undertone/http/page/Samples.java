// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.page;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The series of a page in Prometheus' text format.
 *
 * @param values by series, as written: {@code name{label="value"}}
 */
record Samples(Map<String, Double> values) {
    private static final Pattern BUCKET = Pattern.compile(".*le=\"([^\"]+)\".*");

    static Samples parse(String text) {
        Map<String, Double> values = new LinkedHashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int space = line.lastIndexOf(' ');
            if (space > 0) {
                values.put(line.substring(0, space), number(line.substring(space + 1)));
            }
        });
        return new Samples(values);
    }

    double value(String series) {
        return values.getOrDefault(series, 0.0);
    }

    /** Of all series of that name. */
    double sum(String name) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().equals(name) || entry.getKey().startsWith(name + "{"))
                .mapToDouble(Map.Entry::getValue)
                .filter(value -> !Double.isNaN(value))
                .sum();
    }

    /** The values of a label that a name has, with their series' values. */
    Map<String, Double> by(String name, String label) {
        Pattern pattern = Pattern.compile(Pattern.quote(name) + "\\{.*?\\b" + label + "=\"((?:[^\"\\\\]|\\\\.)*)\".*}");
        Map<String, Double> by = new TreeMap<>();
        values.forEach((series, value) -> {
            Matcher matcher = pattern.matcher(series);
            if (matcher.matches()) {
                by.put(matcher.group(1), value);
            }
        });
        return by;
    }

    /**
     * What a share of the observations since {@code before} stayed below, as far as a histogram's buckets tell; NaN
     * where there were none.
     */
    double quantile(String name, double share, Samples before) {
        TreeMap<Double, Double> counts = new TreeMap<>();
        values.forEach((series, value) -> {
            Matcher bucket = BUCKET.matcher(series);
            if (series.startsWith(name + "_bucket{") && bucket.matches()) {
                counts.put(number(bucket.group(1)), value - before.value(series));
            }
        });
        double wanted = counts.isEmpty() ? 0 : share * counts.lastEntry().getValue();
        if (wanted <= 0) {
            return Double.NaN;
        }
        double lowerBound = 0;
        double lowerCount = 0;
        for (Map.Entry<Double, Double> bucket : counts.entrySet()) {
            if (bucket.getValue() >= wanted) {
                return bucket.getKey().isInfinite()
                        ? lowerBound
                        : lowerBound
                                + (bucket.getKey() - lowerBound)
                                        * (wanted - lowerCount)
                                        / (bucket.getValue() - lowerCount);
            }
            lowerBound = bucket.getKey();
            lowerCount = bucket.getValue();
        }
        return lowerBound;
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace("+Inf", "Infinity"));
    }
}
