// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.redrive;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undertone.cli.terminal.ExitCode;
import dev.undertone.cli.terminal.Terminal;
import dev.undertone.redrive.ReplayOutcome;
import dev.undertone.redrive.ReplayReport;
import dev.undertone.redrive.ReplayRequest;
import dev.undertone.report.MarkdownTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a replay did, or in a dry run would do: the counts for a person or a program, and a sentence for each thing
 * to know.
 */
final class RedriveOutput {
    private final Terminal terminal;
    private final ReplayRequest request;

    RedriveOutput(Terminal terminal, ReplayRequest request) {
        this.terminal = terminal;
        this.request = request;
    }

    void printJson(ReplayReport report) {
        report.counts().forEach((reason, counts) -> {
            ObjectNode line = new ObjectMapper()
                    .createObjectNode()
                    .put("reason", reason)
                    .put("to", request.target())
                    .put("dryRun", request.dryRun());
            for (ReplayOutcome fate : ReplayOutcome.values()) {
                line.put(name(fate), counts.getOrDefault(fate, 0L));
            }
            terminal.out().println(line);
        });
    }

    /** A column for each fate that any letter met, and that of the replayed in any case. */
    void printTable(ReplayReport report) {
        if (report.counts().isEmpty()) {
            return;
        }
        List<ReplayOutcome> fates = Arrays.stream(ReplayOutcome.values())
                .filter(fate -> fate == ReplayOutcome.REPLAYED || report.total(fate) > 0)
                .toList();
        List<String> header = new ArrayList<>(List.of("reason"));
        fates.forEach(fate -> header.add(heading(fate)));
        MarkdownTable table = new MarkdownTable(header.toArray(String[]::new));
        for (Map.Entry<String, Map<ReplayOutcome, Long>> line : report.counts().entrySet()) {
            List<String> row = new ArrayList<>(List.of(line.getKey()));
            fates.forEach(fate -> row.add(Long.toString(line.getValue().getOrDefault(fate, 0L))));
            table.row(row.toArray(String[]::new));
        }
        terminal.out().print(table);
    }

    /** A record keeps its timestamp, by which Kafka deletes it: one that nobody reads in time would be lost. */
    void warnOfRetention(ReplayReport report, Duration retention, Instant now) {
        report.oldestReplayed()
                .filter(oldest -> oldest.isBefore(now.minus(retention)))
                .ifPresent(oldest -> tell("the oldest is of " + oldest + ", longer ago than "
                        + (request.targets().home() ? "one of " : "") + request.target()
                        + " keeps records: have its readers at work, or Kafka may delete it before they see it"));
    }

    /** Tells the rest on standard error, and returns the exit code. */
    int sumUp(ReplayReport report) {
        if (report.counts().isEmpty()) {
            tell("no dead letter of " + request.deadLetters() + " matches");
            return ExitCode.DONE;
        }
        long replayed = report.total(ReplayOutcome.REPLAYED);
        String to = request.targets().home() ? "where they came from, of " + request.target() : request.target();
        tell(
                request.dryRun()
                        ? replayed + " would be replayed to " + to + "; nothing was written"
                        : replayed + " replayed to " + to);
        long givenUp = report.total(ReplayOutcome.GIVEN_UP);
        if (givenUp > 0) {
            tell(givenUp + " given up: they failed again after " + request.maxAttempts()
                    + " replays or more; a larger --max-attempts takes them");
        }
        long others = report.total(ReplayOutcome.OTHER_TOPIC);
        if (others > 0) {
            tell(others + " left: they came from a topic other than " + request.target()
                    + (request.targets().home() ? ", or do not say from which" : "") + "; --to takes them");
        }
        long shortened = report.total(ReplayOutcome.SHORTENED);
        if (shortened > 0) {
            tell(shortened
                    + " left: they lack the end of their value or key; publish those records anew from their source");
        }
        long withoutValue = report.total(ReplayOutcome.NO_VALUE);
        if (withoutValue > 0) {
            tell(withoutValue + " left: they have no value, so that each would delete what came for its key since");
        }
        long refused = report.total(ReplayOutcome.REFUSED);
        if (refused > 0) {
            tell("undertone: the broker refused " + refused + " of them, the first at "
                    + report.firstRefusal().orElseThrow());
            return ExitCode.FAILED;
        }
        return ExitCode.DONE;
    }

    private String heading(ReplayOutcome fate) {
        return switch (fate) {
            case REPLAYED -> request.dryRun() ? "would be replayed" : "replayed";
            case REPLAYED_BEFORE -> "replayed before";
            case GIVEN_UP -> "given up";
            case OTHER_TOPIC -> "from another topic";
            case REFUSED -> "refused";
            case SHORTENED -> "shortened";
            case NO_VALUE -> "without a value";
        };
    }

    private static String name(ReplayOutcome fate) {
        return switch (fate) {
            case REPLAYED -> "replayed";
            case REPLAYED_BEFORE -> "replayedBefore";
            case GIVEN_UP -> "givenUp";
            case OTHER_TOPIC -> "otherTopic";
            case REFUSED -> "refused";
            case SHORTENED -> "shortened";
            case NO_VALUE -> "noValue";
        };
    }

    private void tell(String sentence) {
        terminal.err().println(sentence);
    }
}
