// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
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

    private final Path file;

    Report(Path file) {
        this.file = file;
        write(line(COLUMNS) + "\n" + line(COLUMNS.stream().map(column -> "---").toList()), false);
    }

    void add(Verdict verdict) {
        Scenario scenario = verdict.scenario();
        Findings findings = verdict.findings();
        Damage damage = verdict.damage();
        write(
                line(Stream.of(
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
                                scenario.seed())
                        .map(Object::toString)
                        .toList()),
                true);
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

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }
}
