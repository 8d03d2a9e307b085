// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The accuracy on reviews of like lengths. Reviews that were cut are a group of their own.
 *
 * @param tokens the lengths, such as {@code 26 to 50}, or {@value #TRUNCATED}
 * @param n how many reviews, at least 1
 * @param accuracy share of right verdicts
 */
public record LengthGroup(String tokens, long n, double accuracy) {
    public static final String TRUNCATED = "truncated";

    private static final int[] ENDS = {5, 10, 25, 50, 100, 200, 400, 800, Integer.MAX_VALUE};

    /** The groups that hold reviews, the shortest first, the truncated ones last. */
    static List<LengthGroup> of(List<Judged> reviews) {
        List<LengthGroup> groups = new ArrayList<>();
        int start = 1;
        for (int end : ENDS) {
            int from = start;
            String name = end == Integer.MAX_VALUE ? from + " or more" : from + " to " + end;
            add(
                    groups,
                    name,
                    reviews,
                    review -> !review.truncated() && review.tokens() >= from && review.tokens() <= end);
            start = end + 1;
        }
        add(groups, TRUNCATED, reviews, Judged::truncated);
        return List.copyOf(groups);
    }

    private static void add(List<LengthGroup> groups, String name, List<Judged> reviews, Predicate<Judged> belongs) {
        List<Judged> group = reviews.stream().filter(belongs).toList();
        if (!group.isEmpty()) {
            groups.add(new LengthGroup(name, group.size(), Judged.accuracy(group)));
        }
    }
}
