// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.publish;

import dev.undertone.cli.terminal.ConfigOptions;
import dev.undertone.cli.terminal.DataOptions;
import dev.undertone.cli.terminal.ExitCode;
import dev.undertone.cli.terminal.Logging;
import dev.undertone.cli.terminal.Progress;
import dev.undertone.cli.terminal.Terminal;
import dev.undertone.config.ScorerConfig;
import dev.undertone.corpus.file.CorpusException;
import dev.undertone.corpus.file.DataFile;
import dev.undertone.corpus.file.ReadOptions;
import dev.undertone.event.shape.EventFields;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes a file of reviews. */
@Command(name = "publish", description = "Publish the reviews of a file, one a line, to the topic.")
public final class PublishCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    private final Terminal terminal;

    @Mixin
    private ConfigOptions configOptions;

    @Mixin
    private DataOptions dataOptions;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "JSON Lines or a JSON array (.jsonl, .json), CSV (.csv) or TSV (.tsv), each with .gz too; - reads JSON from"
                            + " standard input. JSON Lines go out byte for byte, unless a field or an encoding is named.")
    private String file;

    @Option(names = "--text", description = "Each line is the text of a review.")
    private boolean text;

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT", description = "Where Kafka is.")
    private Optional<String> bootstrapServers = Optional.empty();

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "The topic (default: the input topic of the configuration).")
    private Optional<String> topic = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "Publish the first N reviews only.")
    private long limit = Long.MAX_VALUE;

    PublishCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Logging.errorsOnly();
        ScorerConfig config = configOptions.load(
                Map.of(ScorerConfig.BOOTSTRAP_SERVERS, bootstrapServers, ScorerConfig.INPUT_TOPIC, topic));
        String input = config.inputTopic("reviews are published to one: name it by --topic");
        try (EventSource events = open(config.eventFields());
                ReviewPublisher publisher = ReviewPublisher.open(config.clientProperties(), input)) {
            try (Progress progress = Progress.start("Publishing", limit == Long.MAX_VALUE ? -1 : limit)) {
                publish(events, publisher, progress);
            } catch (CorpusException e) {
                throw new CorpusException(
                        e.getMessage() + " (" + publisher.flush() + " reviews before it are published)", e);
            }
            if (events.withoutText() > 0) {
                terminal.err().println("left out: " + events.withoutText() + " without text");
            }
            return report(publisher, input);
        }
    }

    private void publish(EventSource events, ReviewPublisher publisher, Progress progress) throws IOException {
        long number = 0;
        Optional<ReviewLine> event = limit > 0 ? events.next() : Optional.empty();
        while (event.isPresent()) {
            publisher.publish(event.get());
            progress.step(1);
            number++;
            event = number < limit ? events.next() : Optional.empty();
        }
        publisher.flush();
    }

    private int report(ReviewPublisher publisher, String input) {
        terminal.err().println(publisher.flush() + " published to " + input);
        if (publisher.refused() > 0) {
            terminal.err()
                    .println("undertone: the broker refused " + publisher.refused()
                            + " of the reviews, the first because: " + publisher.firstRefusal());
            return ExitCode.FAILED;
        }
        return ExitCode.DONE;
    }

    private EventSource open(EventFields names) throws IOException {
        ReadOptions how = dataOptions.read();
        if (file.equals(STANDARD_INPUT)) {
            InputStream in = new BufferedInputStream(terminal.in(), EventFile.PEEK_BYTES);
            return text
                    ? EventSource.ofTexts(in, "stdin", how.encoding(), names)
                    : EventFile.json(in, "stdin", how, names);
        }
        Path path = Path.of(file);
        if (!Files.isRegularFile(path)) {
            throw new CorpusException("there is no file " + path);
        }
        return text
                ? EventSource.ofTexts(DataFile.open(path), path.toString(), how.encoding(), names)
                : EventFile.open(path, how, names);
    }
}
