// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.redrive;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.cli.terminal.ExitCode;
import dev.undertone.cli.terminal.Logging;
import dev.undertone.cli.terminal.Terminal;
import dev.undertone.config.ScorerConfig;
import dev.undertone.deadletter.DeadLetter;
import dev.undertone.kafka.CommittedReader;
import dev.undertone.redrive.LetterFilter;
import dev.undertone.redrive.ReasonSummary;
import dev.undertone.redrive.ReplayLog;
import dev.undertone.report.MarkdownTable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts dead letters. */
@Command(
        name = "list",
        description = {
            "Count the dead letters by reason.",
            "Open are those that were not replayed to the input topic; those of them that came back failed again after a replay. The"
                    + " times are those of the reviews, and the example is for 'redrive show'."
        })
final class RedriveListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private DeadLetterOptions deadLetterOptions;

    @Mixin
    private LetterFilterOptions filterOptions;

    @Option(names = "--json", description = "One JSON object a reason.")
    private boolean json;

    RedriveListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Logging.errorsOnly();
        ScorerConfig config = deadLetterOptions.load();
        List<ReasonSummary> summaries = summaries(config, filterOptions.filter(Set.of())).values().stream()
                .sorted(Comparator.comparingLong(ReasonSummary::letters).reversed())
                .toList();
        if (summaries.isEmpty()) {
            terminal.err().println("no dead letter of " + config.topics().deadLetters() + " matches");
        } else if (json) {
            summaries.forEach(summary -> terminal.out()
                    .println(new ObjectMapper()
                            .createObjectNode()
                            .put("reason", summary.reason())
                            .put("letters", summary.letters())
                            .put("open", summary.open())
                            .put("cameBack", summary.cameBack())
                            .put("first", summary.first().toString())
                            .put("last", summary.last().toString())
                            .put("example", summary.example().toString())));
        } else {
            terminal.out().print(table(summaries));
        }
        return ExitCode.DONE;
    }

    private static Map<String, ReasonSummary> summaries(ScorerConfig config, LetterFilter filter) {
        String deadLetters = config.topics().deadLetters();
        ReplayLog receipts = ReplayLog.read(
                config.clientProperties(), deadLetters, config.topics().reading());
        Map<String, ReasonSummary> summaries = new TreeMap<>();
        try (CommittedReader reader = CommittedReader.open(config.clientProperties(), List.of(deadLetters), true)) {
            List<ConsumerRecord<byte[], byte[]>> records = reader.pollUntilEnd();
            while (!records.isEmpty()) {
                records.stream().map(DeadLetter::of).filter(filter::takes).forEach(letter -> {
                    ReasonSummary summary = ReasonSummary.of(letter, receipts.hold(letter.position()));
                    summaries.merge(summary.reason(), summary, ReasonSummary::plus);
                });
                records = reader.pollUntilEnd();
            }
        }
        return summaries;
    }

    private static MarkdownTable table(List<ReasonSummary> summaries) {
        MarkdownTable table = new MarkdownTable("reason", "letters", "open", "came back", "first", "last", "example");
        for (ReasonSummary summary : summaries) {
            table.row(
                    summary.reason(),
                    Long.toString(summary.letters()),
                    Long.toString(summary.open()),
                    Long.toString(summary.cameBack()),
                    summary.first().toString(),
                    summary.last().toString(),
                    summary.example().toString());
        }
        return table;
    }
}
