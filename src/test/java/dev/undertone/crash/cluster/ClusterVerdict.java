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

/** @param rebalances generations of the group */
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
        System.out.print(lines);
        Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Fails unless every review has the outcomes that its guarantee promises, and nobody fell. */
    void requireGood() {
        assertThat(findings.lost()).as("lost").isZero();
        if (plan.guarantee().startsWith("exactly_once")) {
            assertThat(findings.duplicated()).as("duplicated").isZero();
        }
        assertThat(findings.wrong()).as("wrong").isZero();
        assertThat(findings.forgotten()).as("forgotten by the brokers").isZero();
        assertThat(uncleanEnds).isEmpty();
        assertThat(falls).isEmpty();
        assertThat(brokenByBrokers).as("a transaction without its end").isFalse();
    }
}
