// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import ch.qos.logback.classic.Level;
import dev.undertone.cli.terminal.ConfigOptions;
import dev.undertone.cli.terminal.ExitCode;
import dev.undertone.cli.terminal.Logging;
import dev.undertone.cli.terminal.TerminationSignal;
import dev.undertone.cli.terminal.Version;
import dev.undertone.config.ScorerConfig;
import dev.undertone.kafka.Topics;
import dev.undertone.service.Scorer;
import dev.undertone.service.ServiceFailedException;
import dev.undertone.tracing.TracingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The scorer, until it is told to end. */
@Command(name = "run", description = "Score the reviews of a topic into another, until stopped.")
final class RunCommand implements Callable<Integer> {
    private static final Logger LOGGER = LoggerFactory.getLogger(RunCommand.class);

    private static final Duration FOREVER = Duration.ofDays(3650);

    @Mixin
    private ConfigOptions configOptions;

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT", description = "Where Kafka is.")
    private Optional<String> bootstrapServers = Optional.empty();

    @Override
    public Integer call() throws Exception {
        ScorerConfig config = configOptions.load(Map.of(ScorerConfig.BOOTSTRAP_SERVERS, bootstrapServers));
        if (config.logsJson()) {
            Logging.json();
        }
        if (config.openTelemetry() == TracingMode.ON) {
            Logging.javaUtilLogging();
        }
        LOGGER.atInfo()
                .addKeyValue("version", Version.number())
                .addKeyValue("application.id", config.applicationId())
                .addKeyValue("bootstrap.servers", config.bootstrapServers())
                .log("Starting");
        Logging.kafkaClients(Level.ERROR);
        Scorer scorer = Scorer.start(config);
        Logging.kafkaClients(Level.WARN);
        TerminationSignal.closes(LOGGER, scorer::close);
        if (scorer.awaitRunning(FOREVER)) {
            logReady(config, scorer);
        }
        Optional<Throwable> failure = scorer.awaitEnd();
        if (failure.isPresent()) {
            throw ServiceFailedException.of(failure.get(), config);
        }
        return ExitCode.DONE;
    }

    private static void logReady(ScorerConfig config, Scorer scorer) {
        Topics topics = config.topics();
        LOGGER.atInfo()
                .addKeyValue("input", topics.input())
                .addKeyValue("output", topics.output())
                .addKeyValue("deadLetters", topics.deadLetters())
                .addKeyValue(
                        "http",
                        scorer.httpPort()
                                .map(port -> config.httpHost() + ":" + port)
                                .orElse("off"))
                .log("Ready");
    }
}
