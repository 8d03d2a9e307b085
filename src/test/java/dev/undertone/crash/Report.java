// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The verdicts as a Markdown table, which grows row by row on standard output and in a file. */
final class Report {
    private static final List<String> COLUMNS = List.of(
            "application",
            "guarantee",
            "protocol",
            "reviews",
            "scored",
            "dead letters",
            "lost",
            "duplicated",
            "out of order",
            "wrong",
            "kills",
            "rebalances",
            "visits",
            "clean restarts",
            "frozen",
            "broker restarts",
            "broker frozen",
            "fell",
            "seconds",
            "seed");

    private static final List<String> TOTALS = List.of(
            "application",
            "guarantee",
            "reviews",
            "lost",
            "duplicated",
            "wrong",
            "kills",
            "rebalances",
            "broker restarts",
            "seconds");

    private final Path file;
    private final List<ScenarioResult> verdicts = new ArrayList<>();

    Report(Path file) {
        this.file = file;
        write(head(COLUMNS), false);
    }

    void add(ScenarioResult verdict) {
        verdicts.add(verdict);
        Scenario scenario = verdict.scenario();
        CrashFindings findings = verdict.findings();
        Damage damage = verdict.damage();
        write(
                line(
                        scenario.application(),
                        scenario.guarantee(),
                        scenario.protocol(),
                        findings.reviews(),
                        findings.scores(),
                        findings.deadLetters(),
                        findings.lost(),
                        findings.duplicated(),
                        findings.outOfOrder(),
                        findings.wrong(),
                        damage.kills(),
                        verdict.rebalances(),
                        damage.visits(),
                        damage.restarts(),
                        damage.freezes(),
                        damage.brokerRestarts(),
                        damage.brokerFreezes(),
                        verdict.falls().size(),
                        verdict.seconds(),
                        scenario.seed()),
                true);
    }

    /** Tells of a run that says nothing because the broker itself broke a transaction. */
    void addSpoilt(Scenario scenario) {
        write("| " + scenario + ": spoilt, the broker ended a transaction without telling all its partitions |", true);
    }

    /** Adds a second table, with what each guarantee of each application was put through in all. */
    void sumUp() {
        write("\n" + head(TOTALS), true);
        verdicts.stream()
                .collect(Collectors.groupingBy(
                        verdict -> verdict.scenario().application() + " | "
                                + verdict.scenario().guarantee(),
                        TreeMap::new,
                        Collectors.toList()))
                .forEach((what, all) -> write(
                        line(
                                what,
                                sum(all, verdict -> verdict.findings().reviews()),
                                sum(all, verdict -> verdict.findings().lost()),
                                sum(all, verdict -> verdict.findings().duplicated()),
                                sum(all, verdict -> verdict.findings().wrong()),
                                sum(all, verdict -> verdict.damage().kills()),
                                sum(all, ScenarioResult::rebalances),
                                sum(all, verdict -> verdict.damage().brokerRestarts()),
                                sum(all, ScenarioResult::seconds)),
                        true));
    }

    private void write(String lines, boolean more) {
        System.out.println(lines);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    lines + "\n",
                    StandardOpenOption.CREATE,
                    more ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long sum(List<ScenarioResult> verdicts, ToLongFunction<ScenarioResult> number) {
        return verdicts.stream().mapToLong(number).sum();
    }

    private static String head(List<String> columns) {
        return line(columns.toArray())
                + "\n"
                + line(columns.stream().map(column -> "---").toArray());
    }

    private static String line(Object... cells) {
        return Stream.of(cells).map(Object::toString).collect(Collectors.joining(" | ", "| ", " |"));
    }
}
