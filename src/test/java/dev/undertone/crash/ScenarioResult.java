// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash;

import java.util.List;

/**
 * What a scenario came to.
 *
 * @param rebalances generations of the group, as the broker counted them
 * @param uncleanEnds regular ends whose exit code was not 0
 * @param falls scorers that ended without having been told to
 */
record ScenarioResult(
        Scenario scenario,
        CrashFindings findings,
        Damage damage,
        int rebalances,
        List<String> uncleanEnds,
        List<String> falls,
        long seconds) {}
