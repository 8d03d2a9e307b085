// SPDX-License-Identifier: Apache-2.0
package dev.undertone.evaluate.behaviour;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a model made of a {@link BehaviourSuite}: the result of each case, in the suite's order. */
public record BehaviourFigures(List<Result> results) {
    /**
     * One case.
     *
     * @param verdict on its text; empty where the text has no word
     * @param partner the same of the partner, where there is one
     */
    public record Result(BehaviourCase test, Optional<CaseVerdict> verdict, Optional<CaseVerdict> partner) {
        public boolean passed() {
            return test.expectation().isMetBy(verdict, partner);
        }
    }

    /** The pass rate of one category. */
    public record Category(String name, long n, long passed) {
        public double passRate() {
            return (double) passed / n;
        }
    }

    public BehaviourFigures {
        results = List.copyOf(results);
    }

    /** @param verdicts by text; a text without a word is absent */
    public static BehaviourFigures of(BehaviourSuite suite, Map<String, CaseVerdict> verdicts) {
        return new BehaviourFigures(suite.cases().stream()
                .map(test -> new Result(
                        test,
                        Optional.ofNullable(verdicts.get(test.text())),
                        test.partner().map(verdicts::get)))
                .toList());
    }

    /** The categories, in the order in which the suite begins them. */
    public List<Category> categories() {
        Map<String, List<Result>> byName = new LinkedHashMap<>();
        results.forEach(result -> byName.computeIfAbsent(result.test().category(), name -> new ArrayList<>())
                .add(result));
        return byName.entrySet().stream()
                .map(entry -> category(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** All cases as one category. */
    public Category total() {
        return category("all", results);
    }

    public List<Result> failures() {
        return results.stream().filter(result -> !result.passed()).toList();
    }

    private static Category category(String name, List<Result> results) {
        return new Category(
                name, results.size(), results.stream().filter(Result::passed).count());
    }
}
