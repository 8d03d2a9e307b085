// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import ch.qos.logback.classic.Level;
import dev.undertone.cli.terminal.ConfigOptions;
import dev.undertone.cli.terminal.ExitCode;
import dev.undertone.cli.terminal.Logging;
import dev.undertone.cli.terminal.TerminationSignal;
import dev.undertone.cli.terminal.Version;
import dev.undertone.config.ScorerConfig;
import dev.undertone.config.TrendsSettings;
import dev.undertone.service.ServiceFailedException;
import dev.undertone.service.TrendsService;
import dev.undertone.trends.Trends;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trends alone, until told to end. */
@Command(
        name = "trends",
        description = {
            "Keep the sentiment over time of what reviews have in common, until stopped.",
            "Reads the scored topic, and needs no model; 'run' does the same beside the scorer where trends.by is set."
        })
final class TrendsCommand implements Callable<Integer> {
    private static final Logger LOGGER = LoggerFactory.getLogger(TrendsCommand.class);

    private static final Duration FOREVER = Duration.ofDays(3650);

    @Mixin
    private ConfigOptions configOptions;

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT", description = "Where Kafka is.")
    private Optional<String> bootstrapServers = Optional.empty();

    @Option(
            names = "--by",
            paramLabel = "FIELD",
            description = "Fields of the review, with commas (default: trends.by; over all reviews only without one).")
    private Optional<String> by = Optional.empty();

    @Override
    public Integer call() throws Exception {
        ScorerConfig config =
                configOptions.load(Map.of(ScorerConfig.BOOTSTRAP_SERVERS, bootstrapServers, TrendsSettings.BY, by));
        if (config.logsJson()) {
            Logging.json();
        }
        LOGGER.atInfo()
                .addKeyValue("version", Version.number())
                .addKeyValue("application.id", Trends.applicationId(config))
                .addKeyValue("bootstrap.servers", config.bootstrapServers())
                .log("Starting");
        Logging.kafkaClients(Level.ERROR);
        TrendsService service = TrendsService.start(config);
        Logging.kafkaClients(Level.WARN);
        TerminationSignal.closes(LOGGER, service::close);
        if (service.awaitRunning(FOREVER)) {
            LOGGER.atInfo()
                    .addKeyValue("input", Trends.scores(config))
                    .addKeyValue("trends", config.trends().topic())
                    .addKeyValue("alerts", config.trends().alertsTopic())
                    .addKeyValue(
                            "http",
                            service.httpPort()
                                    .map(port -> config.httpHost() + ":" + port)
                                    .orElse("off"))
                    .log("Ready");
        }
        Optional<Throwable> failure = service.awaitEnd();
        if (failure.isPresent()) {
            throw ServiceFailedException.ofTrends(failure.get(), config);
        }
        return ExitCode.DONE;
    }
}
