// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare.report;

import dev.undertone.train.plan.RecurrentLayer;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** How figures and names are written in the report, whatever the locale. */
final class Wording {
    private Wording() {}

    static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    static String name(RecurrentLayer kind) {
        return switch (kind) {
            case RNN -> "RNN";
            case LSTM -> "LSTM";
            case BILSTM -> "BiLSTM";
        };
    }

    static String count(long n) {
        return format("%,d", n);
    }

    static String passes(int n) {
        return n == 1 ? "1 pass" : count(n) + " passes";
    }

    /** {@code the seed 1}, {@code the seeds 1, 2, 3}. */
    static String seeds(Collection<Long> seeds) {
        return (seeds.size() == 1 ? "the seed " : "the seeds ")
                + seeds.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    /** A name of Java's in words: {@code token limit} for {@code tokenLimit}. */
    static String words(String name) {
        return name.replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    static String percent(double share) {
        return format("%.2f %%", 100 * share);
    }

    /** Without decimals, for shares that were chosen. */
    static String share(double share) {
        return format("%.0f %%", 100 * share);
    }

    /** A norm: three digits, and a power of ten where that is shorter. */
    static String norm(double value) {
        return value == 0 || value >= 0.001 ? format("%.3g", value) : format("%.1e", value);
    }
}
