// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import dev.undertone.broker.EmbeddedBroker;
import dev.undertone.cli.publish.ReviewLine;
import dev.undertone.cli.publish.ReviewPublisher;
import dev.undertone.cli.terminal.ConfigOptions;
import dev.undertone.cli.terminal.ExitCode;
import dev.undertone.cli.terminal.Lines;
import dev.undertone.cli.terminal.Logging;
import dev.undertone.cli.terminal.Terminal;
import dev.undertone.config.ScorerConfig;
import dev.undertone.event.shape.EventFields;
import dev.undertone.kafka.CommittedReader;
import dev.undertone.kafka.Topics;
import dev.undertone.model.ModelRefusedException;
import dev.undertone.service.Scorer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Everything at work in one process: broker, scorer, sample reviews, and what becomes of them. */
@Command(
        name = "demo",
        description =
                "Start a broker and the scorer, publish sample reviews and show their scores; needs nothing installed.")
final class DemoCommand implements Callable<Integer> {
    private static final String SAMPLES = "/samples/reviews.jsonl";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Slowly enough to read along, where somebody watches. */
    private static final Duration PAUSE = Duration.ofMillis(120);

    private static final int USUAL_PORT = 8080;
    /** The page tints so many of a review. */
    private static final String WORDS = "8";

    private final Terminal terminal;

    @Mixin
    private ConfigOptions configOptions;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Logging.errorsOnly();
        say("Starting a Kafka broker in this process ...");
        try (EmbeddedBroker broker = EmbeddedBroker.startTemporary()) {
            // Ctrl-C is a usual way to leave a demo, and must not leave the broker's folder behind.
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "undertone-shutdown"));
            Map<String, Optional<String>> settings = new HashMap<>(Map.of(
                    ScorerConfig.BOOTSTRAP_SERVERS, Optional.of(broker.bootstrapServers()),
                    ScorerConfig.OUTPUT_FIELDS, Optional.of("*"),
                    ScorerConfig.HTTP_PORT, Optional.of(Integer.toString(port()))));
            ScorerConfig config = configOptions.load(settings);
            settings.put(ScorerConfig.EXPLAIN_WORDS, Optional.of(WORDS));
            ScorerConfig explaining = configOptions.load(settings);
            config.inputTopic("the demo has one: name it by --set " + ScorerConfig.INPUT_TOPIC + "=NAME");
            say("Starting the scorer on " + broker.bootstrapServers() + " ...");
            try (Scorer scorer = start(explaining, config)) {
                if (!scorer.awaitRunning(PATIENCE)) {
                    throw new IllegalStateException("the scorer was not ready after " + PATIENCE.toSeconds() + " s");
                }
                String page = "http://127.0.0.1:" + scorer.httpPort().orElseThrow() + "/";
                say("Watch it at " + page);
                return show(config, page);
            }
        }
    }

    /** A model of an earlier release cannot say what its words contribute, and is shown without. */
    private static Scorer start(ScorerConfig explaining, ScorerConfig plain) {
        try {
            return Scorer.start(explaining);
        } catch (ModelRefusedException e) {
            return Scorer.start(plain);
        }
    }

    private int show(ScorerConfig config, String page) throws IOException {
        Topics topics = config.topics();
        String output = config.outputTopic("the demo has one");
        try (ReviewPublisher publisher =
                        ReviewPublisher.open(config.clientProperties(), config.inputTopic("the demo has one"));
                CommittedReader reader =
                        CommittedReader.open(config.clientProperties(), List.of(output, topics.deadLetters()), true)) {
            DemoTable table = new DemoTable(terminal.out(), output);
            List<byte[]> samples = samples();
            Thread publishing = new Thread(() -> publish(samples, publisher), "undertone-samples");
            publishing.setDaemon(true);
            publishing.start();
            boolean complete =
                    table.showUntil(reader, samples.size(), PATIENCE.plus(pause().multipliedBy(samples.size())));
            table.printSummary(samples.size());
            if (complete && terminal.interactive()) {
                scoreWhatIsTyped(publisher, reader, table, samples.size(), page);
            }
            return complete ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private static List<byte[]> samples() throws IOException {
        try (InputStream in = DemoCommand.class.getResourceAsStream(SAMPLES)) {
            List<byte[]> samples = new ArrayList<>();
            Lines lines = new Lines(new BufferedInputStream(in));
            for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
                samples.add(line.get());
            }
            return samples;
        }
    }

    private void publish(List<byte[]> samples, ReviewPublisher publisher) {
        try {
            for (byte[] sample : samples) {
                publisher.publish(ReviewLine.json(sample, EventFields.defaults().id()));
                Thread.sleep(pause().toMillis());
            }
            publisher.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration pause() {
        return terminal.interactive() ? PAUSE : Duration.ZERO;
    }

    /** The usual one for people, as far as it is free; any for programs, of which several may run. */
    private int port() {
        if (terminal.interactive()) {
            try (ServerSocket free = new ServerSocket(USUAL_PORT, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException e) {
                return 0;
            }
        }
        return 0;
    }

    private void scoreWhatIsTyped(
            ReviewPublisher publisher, CommittedReader reader, DemoTable table, long before, String page)
            throws IOException {
        say("\nType a review and press Enter, here or at " + page + "; an empty line ends the demo.");
        Lines lines = new Lines(terminal.in());
        long published = before;
        Optional<byte[]> line = lines.next();
        while (line.isPresent() && !new String(line.get(), StandardCharsets.UTF_8).isBlank()) {
            published++;
            publisher.publish(ReviewLine.text(
                    new String(line.get(), StandardCharsets.UTF_8),
                    "you-" + (published - before),
                    EventFields.defaults()));
            publisher.flush();
            table.showUntil(reader, published, PATIENCE);
            line = lines.next();
        }
    }

    private void say(String what) {
        terminal.err().println(what);
    }
}
