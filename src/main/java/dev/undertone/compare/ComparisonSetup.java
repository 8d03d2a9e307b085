// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import dev.undertone.corpus.Corpus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Under what a comparison was made, for the report.
 *
 * @param recipe the name of the plan
 * @param choices of the plan by name, in the order to show them
 * @param training the reviews to learn from
 * @param test the reviews to measure on
 * @param tokenLimit tokens of a review that are read
 * @param batchSize the mini-batch size
 * @param epochs passes over the training reviews
 * @param seeds every one
 * @param machine what was computed on and with, by name, in the order to show it
 */
public record ComparisonSetup(
        String recipe,
        Map<String, String> choices,
        Reviews training,
        Reviews test,
        int tokenLimit,
        int batchSize,
        int epochs,
        List<Long> seeds,
        Map<String, String> machine) {
    /**
     * A set of reviews.
     *
     * @param name of the file or folder
     */
    public record Reviews(String name, int size, long positive) {
        static Reviews of(Corpus corpus) {
            return new Reviews(corpus.name(), corpus.size(), corpus.positives());
        }

        /** The share of right verdicts that is had by always giving the more frequent one. */
        public double guessing() {
            double share = (double) positive / size;
            return Math.max(share, 1 - share);
        }
    }

    public ComparisonSetup {
        Objects.requireNonNull(recipe, "recipe");
        Objects.requireNonNull(training, "training");
        Objects.requireNonNull(test, "test");
        choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
        machine = Collections.unmodifiableMap(new LinkedHashMap<>(machine));
        seeds = List.copyOf(seeds);
    }

    /** Of a plan and its data. */
    public static ComparisonSetup of(
            String recipe, ComparisonPlan plan, ComparisonData data, Map<String, String> machine) {
        Map<String, String> choices = new LinkedHashMap<>();
        plan.training().hyperParameters().forEach((name, value) -> choices.put(name, value.toString()));
        // The comparison varies the first and has no use for the others.
        choices.keySet().removeAll(List.of("kind", "teachers", "teacherEpochs"));
        return new ComparisonSetup(
                recipe,
                choices,
                Reviews.of(data.training()),
                Reviews.of(data.test()),
                plan.training().tokenLimit(),
                plan.training().optimization().batchSize(),
                plan.training().optimization().epochs(),
                plan.seeds(),
                machine);
    }
}
