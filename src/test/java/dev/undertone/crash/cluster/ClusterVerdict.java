// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.crash.CrashFindings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/**
 * What a run came to.
 *
 * @param rebalances generations of the group
 * @param brokenByBrokers whether a broker has ended a transaction without telling a partition of it, as it does where
 *     one has no leader: with three replicas, while all brokers are away.
 */
record ClusterVerdict(
        ClusterRun.Plan plan,
        CrashFindings findings,
        List<Happening> happenings,
        int rebalances,
        List<String> uncleanEnds,
        List<String> falls,
        boolean brokenByBrokers) {
    /** What happened, and what came of it. */
    record Happening(ClusterEvent event, Lateness.Recovery recovery) {}

    /** Prints it and adds it to a file. */
    void report(Path file) throws IOException {
        StringBuilder lines = new StringBuilder();
        lines.append(String.format(
                Locale.ROOT,
                "%n%s: %d reviews, %d lost, %d duplicated, %d wrong, %d rebalances%n%n"
                        + "| event | oldest review seen, s | none late after, s |%n| --- | --- | --- |%n",
                plan,
                findings.reviews(),
                findings.lost(),
                findings.duplicated(),
                findings.wrong(),
                rebalances));
        for (Happening happening : happenings) {
            lines.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f |%n",
                    happening.event(),
                    happening.recovery().oldest().toMillis() / 1e3,
                    happening.recovery().settled().toMillis() / 1e3));
        }
        if (brokenByBrokers) {
            lines.append(String.format("%nA broker took a partition without a leader for one that was deleted.%n"));
        }
        System.out.print(lines);
        Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Fails unless every review has the outcomes that its guarantee promises, and nobody fell. */
    void requireGood() {
        String reservation = brokenByBrokers ? ", where a broker left a transaction without its end" : "";
        assertThat(findings.lost()).as("lost" + reservation).isZero();
        if (plan.guarantee().startsWith("exactly_once")) {
            assertThat(findings.duplicated()).as("duplicated" + reservation).isZero();
        }
        assertThat(findings.wrong()).as("wrong").isZero();
        assertThat(findings.forgotten()).as("forgotten by the brokers").isZero();
        assertThat(uncleanEnds).isEmpty();
        assertThat(falls).isEmpty();
    }
}
