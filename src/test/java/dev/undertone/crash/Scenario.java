// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash;

import java.util.Map;

/**
 * One run of the harness.
 *
 * @param reviews to publish at least
 * @param perSecond how fast
 * @param disturbances how many of each, in an order and at moments that the seed decides
 */
record Scenario(
        CrashedScorer application,
        String guarantee,
        GroupProtocol protocol,
        int reviews,
        int perSecond,
        Map<Disturbance, Integer> disturbances,
        long seed) {
    boolean isExactlyOnce() {
        return guarantee.startsWith("exactly_once");
    }

    Scenario withSeed(long other) {
        return new Scenario(application, guarantee, protocol, reviews, perSecond, disturbances, other);
    }

    boolean isCalm() {
        return disturbances.isEmpty();
    }

    @Override
    public String toString() {
        return application + " " + guarantee + " " + protocol + (isCalm() ? " undisturbed" : "") + " seed " + seed;
    }
}
