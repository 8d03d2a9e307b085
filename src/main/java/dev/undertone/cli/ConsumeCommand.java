// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import dev.undertone.cli.terminal.ConfigOptions;
import dev.undertone.cli.terminal.ExitCode;
import dev.undertone.cli.terminal.Logging;
import dev.undertone.cli.terminal.Terminal;
import dev.undertone.config.ScorerConfig;
import dev.undertone.kafka.CommittedReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints scored events. */
@Command(
        name = "consume",
        description = {
            "Print scored events as JSON Lines, committed ones only.",
            "With --from-beginning it ends where the topic ended when it began; otherwise it prints what comes, until stopped."
        })
final class ConsumeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ConfigOptions configOptions;

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT", description = "Where Kafka is.")
    private Optional<String> bootstrapServers = Optional.empty();

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "The topic (default: the output topic of the configuration).")
    private Optional<String> topic = Optional.empty();

    @Option(names = "--from-beginning", description = "Begin with the oldest event instead of the next.")
    private boolean fromBeginning;

    @Option(names = "--follow", description = "Go on waiting at the end of the topic.")
    private boolean follow;

    @Option(names = "--limit", paramLabel = "N", description = "End after N events, waiting for them if need be.")
    private long limit = Long.MAX_VALUE;

    ConsumeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Logging.errorsOnly();
        ScorerConfig config = configOptions.load(
                Map.of(ScorerConfig.BOOTSTRAP_SERVERS, bootstrapServers, ScorerConfig.OUTPUT_TOPIC, topic));
        boolean endless = follow || !fromBeginning || limit < Long.MAX_VALUE;
        List<String> outputs = config.topics().haveOutputsToCome()
                ? List.of(config.outputTopic("name one by --topic"))
                : config.topics().outputs();
        long printed = 0;
        try (CommittedReader reader = CommittedReader.open(config.clientProperties(), outputs, fromBeginning)) {
            while (printed < limit) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll()) {
                    if (printed < limit && record.value() != null) {
                        terminal.out().write(record.value());
                        terminal.out().println();
                        printed++;
                    }
                }
                if (terminal.out().checkError() || (!endless && reader.hasCaughtUp())) {
                    break;
                }
            }
        }
        return ExitCode.DONE;
    }
}
