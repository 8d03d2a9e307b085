// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.redrive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.undertone.cli.terminal.ExitCode;
import dev.undertone.cli.terminal.Logging;
import dev.undertone.cli.terminal.Terminal;
import dev.undertone.config.ConfigurationException;
import dev.undertone.config.ScorerConfig;
import dev.undertone.deadletter.DeadLetter;
import dev.undertone.deadletter.Position;
import dev.undertone.kafka.CommittedReader;
import dev.undertone.redrive.ReplayLog;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one dead letter. */
@Command(
        name = "show",
        description = "Print one dead letter in full: what went wrong, where it came from, its key, value and headers.")
final class RedriveShowCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private DeadLetterOptions deadLetterOptions;

    @Parameters(
            paramLabel = "PARTITION:OFFSET",
            converter = LetterFilterOptions.PositionConverter.class,
            description = "Where it stands in the dead-letter topic; 'redrive list' has an example for each reason.")
    private Position position;

    @Option(names = "--json", description = "On one line.")
    private boolean json;

    RedriveShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        Logging.errorsOnly();
        ScorerConfig config = deadLetterOptions.load();
        String topic = config.topics().deadLetters();
        DeadLetter letter = find(config, topic);
        boolean replayed = ReplayLog.read(
                        config.clientProperties(), topic, config.topics().reading())
                .hold(position);
        ObjectMapper mapper = new ObjectMapper();
        ObjectWriter writer = json ? mapper.writer() : mapper.writerWithDefaultPrettyPrinter();
        terminal.out().println(writer.writeValueAsString(DeadLetterJson.of(letter, replayed)));
        return ExitCode.DONE;
    }

    private DeadLetter find(ScorerConfig config, String topic) {
        try (CommittedReader reader = CommittedReader.open(config.clientProperties(), List.of(topic), true)) {
            return reader.recordAt(new TopicPartition(topic, position.partition()), position.offset())
                    .map(DeadLetter::of)
                    .orElseThrow(() -> new ConfigurationException("there is no dead letter at " + position + " in "
                            + topic + "; 'undertone redrive list' has an example for each reason"));
        }
    }
}
