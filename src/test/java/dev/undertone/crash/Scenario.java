// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash;

import java.util.List;
import java.util.Map;

/**
 * One run of the harness.
 *
 * @param inputs what the scorers read
 * @param reviews to publish at least
 * @param perSecond how fast
 * @param disturbances how many of each, in an order and at moments that the seed decides
 */
record Scenario(
        CrashedScorer application,
        String guarantee,
        GroupProtocol protocol,
        Inputs inputs,
        int reviews,
        int perSecond,
        Map<Disturbance, Integer> disturbances,
        long seed) {
    /** The topics of reviews, and where their scores go. */
    enum Inputs {
        ONE("reviews", "scored-reviews", List.of("reviews"), List.of("scored-reviews")),
        LIST(
                "reviews.a,reviews.b",
                "scored-{topic}",
                List.of("reviews.a", "reviews.b"),
                List.of("scored-reviews.a", "scored-reviews.b")),
        PATTERN("reviews[.].*", "scored-reviews", List.of("reviews.a", "reviews.b"), List.of("scored-reviews"));

        final String input;
        final String output;
        final List<String> topics;
        final List<String> outputs;

        Inputs(String input, String output, List<String> topics, List<String> outputs) {
            this.input = input;
            this.output = output;
            this.topics = topics;
            this.outputs = outputs;
        }
    }

    /** With one topic of reviews. */
    Scenario(
            CrashedScorer application,
            String guarantee,
            GroupProtocol protocol,
            int reviews,
            int perSecond,
            Map<Disturbance, Integer> disturbances,
            long seed) {
        this(application, guarantee, protocol, Inputs.ONE, reviews, perSecond, disturbances, seed);
    }

    Scenario reading(Inputs others) {
        return new Scenario(application, guarantee, protocol, others, reviews, perSecond, disturbances, seed);
    }

    boolean isExactlyOnce() {
        return guarantee.startsWith("exactly_once");
    }

    Scenario withSeed(long other) {
        return new Scenario(application, guarantee, protocol, inputs, reviews, perSecond, disturbances, other);
    }

    boolean isCalm() {
        return disturbances.isEmpty();
    }

    @Override
    public String toString() {
        return application + " " + guarantee + " " + protocol + (isCalm() ? " undisturbed" : "")
                + (inputs == Inputs.ONE ? "" : " " + inputs) + " seed " + seed;
    }
}
