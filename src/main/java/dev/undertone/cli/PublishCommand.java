// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import dev.undertone.config.ScorerConfig;
import dev.undertone.corpus.CorpusException;
import dev.undertone.corpus.DataFile;
import dev.undertone.corpus.LineFormat;
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
final class PublishCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    private final Terminal terminal;

    @Mixin
    private ConfigOptions configOptions;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "JSON Lines (.jsonl) or 'label TAB text' (.tsv), either with .gz; - reads JSON Lines from standard input.")
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
        try (InputStream in = open();
                ReviewPublisher publisher = ReviewPublisher.open(
                        config.clientProperties(), config.topics().input())) {
            Lines lines = new Lines(in);
            String name = file.equals(STANDARD_INPUT)
                    ? "stdin"
                    : Path.of(file).getFileName().toString();
            boolean tsv = !text && !file.equals(STANDARD_INPUT) && LineFormat.of(Path.of(file)) == LineFormat.TSV;
            try (Progress progress = Progress.start("Publishing", limit == Long.MAX_VALUE ? -1 : limit)) {
                long number = 0;
                Optional<byte[]> line = lines.next();
                while (number < limit && line.isPresent()) {
                    number++;
                    publisher.publish(event(line.get(), tsv, name + "-" + number));
                    progress.step(1);
                    line = number < limit ? lines.next() : Optional.empty();
                }
                publisher.flush();
            }
            return report(publisher, config);
        }
    }

    private int report(ReviewPublisher publisher, ScorerConfig config) {
        terminal.err()
                .println(publisher.flush() + " published to " + config.topics().input());
        if (publisher.refused() > 0) {
            terminal.err()
                    .println("undertone: the broker refused " + publisher.refused() + " reviews, the first because: "
                            + publisher.firstRefusal());
            return ExitCode.FAILED;
        }
        return ExitCode.DONE;
    }

    private ReviewLine event(byte[] line, boolean tsv, String id) {
        if (text) {
            return ReviewLine.text(line, id);
        }
        return tsv ? ReviewLine.tsv(line, id) : ReviewLine.json(line);
    }

    private InputStream open() throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            return new BufferedInputStream(terminal.in(), 1 << 16);
        }
        Path path = Path.of(file);
        if (!Files.isRegularFile(path)) {
            throw new CorpusException("there is no file " + path);
        }
        if (!text) {
            LineFormat.of(path);
        }
        return new BufferedInputStream(DataFile.open(path), 1 << 16);
    }
}
