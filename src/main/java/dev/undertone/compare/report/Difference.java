// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * By how much one network is ahead of another, seed by seed: the same seed drew both networks' reviews and the order of
 * their batches.
 *
 * @param bySeed one difference for each seed, at least one
 * @param chance how large a difference may be by the choice of what is measured alone, such as the test reviews
 */
record Difference(List<Double> bySeed, double chance) {
    Difference {
        bySeed = List.copyOf(bySeed);
        if (bySeed.isEmpty() || !(chance >= 0)) {
            throw new IllegalArgumentException("a difference needs one seed at least, and a chance of 0 or more");
        }
    }

    /** Of the figures by seed, {@code first} less {@code second}, over the seeds that both have. */
    static Difference of(Map<Long, Double> first, Map<Long, Double> second, double chance) {
        Objects.requireNonNull(second, "second");
        List<Double> differences = new ArrayList<>();
        first.forEach((seed, figure) -> {
            if (second.containsKey(seed)) {
                differences.add(figure - second.get(seed));
            }
        });
        return new Difference(differences, chance);
    }

    double mean() {
        return bySeed.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** The standard deviation over the seeds; 0 where there is one seed. */
    double deviation() {
        double mean = mean();
        double squares = bySeed.stream()
                .mapToDouble(each -> (each - mean) * (each - mean))
                .sum();
        return bySeed.size() == 1 ? 0 : Math.sqrt(squares / (bySeed.size() - 1));
    }

    /** Whether every seed says the same. */
    boolean isUnanimous() {
        return bySeed.stream().allMatch(each -> each > 0) || bySeed.stream().allMatch(each -> each < 0);
    }

    /**
     * Whether the first is ahead: told only where all seeds agree and the mean is beyond chance and beyond the
     * seeds' deviation.
     */
    ClaimVerdict verdict() {
        double mean = mean();
        if (!isUnanimous() || Math.abs(mean) <= chance || Math.abs(mean) <= deviation()) {
            return ClaimVerdict.OPEN;
        }
        return mean > 0 ? ClaimVerdict.HOLDS : ClaimVerdict.FAILS;
    }

    /** The mean alone. */
    String brief(String unit) {
        return Wording.format("%+.2f %s", mean(), unit);
    }

    /**
     * The mean with what speaks for or against it, for people.
     *
     * @param unit behind each number
     */
    String text(String unit) {
        String seeds = bySeed.size() == 1
                ? " (one seed)"
                : " (by seed "
                        + String.join(
                                ", ",
                                bySeed.stream()
                                        .map(each -> Wording.format("%+.2f", each))
                                        .toList())
                        + ")";
        return brief(unit) + seeds + doubt(unit);
    }

    private String doubt(String unit) {
        if (verdict() != ClaimVerdict.OPEN) {
            return "";
        }
        if (Math.abs(mean()) <= chance) {
            return Wording.format(", within the %.2f %s that the choice of test reviews explains", chance, unit);
        }
        return isUnanimous()
                ? Wording.format(", less than the standard deviation over the seeds, %.2f", deviation())
                : ", and the seeds disagree";
    }
}
