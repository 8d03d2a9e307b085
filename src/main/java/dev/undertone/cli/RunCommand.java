// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import dev.undertone.config.ScorerConfig;
import dev.undertone.stream.ServiceObserver;
import dev.undertone.stream.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The scorer, until it is told to end. */
@Command(name = "run", description = "Score the reviews of a topic into another, until stopped.")
final class RunCommand implements Callable<Integer> {
    private static final Logger LOGGER = LoggerFactory.getLogger(RunCommand.class);

    @Mixin
    private ConfigOptions configOptions;

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT", description = "Where Kafka is.")
    private Optional<String> bootstrapServers = Optional.empty();

    @Override
    public Integer call() throws Exception {
        ScorerConfig config = configOptions.load(Map.of(ScorerConfig.BOOTSTRAP_SERVERS, bootstrapServers));
        LoggingObserver observer = new LoggingObserver(config);
        Scorer scorer = Scorer.start(config, observer);
        TerminationSignal.exitsCleanly();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            scorer.close();
                            LOGGER.info("Stopped");
                        },
                        "undertone-shutdown"));
        Optional<Throwable> failure = scorer.awaitEnd();
        if (failure.isPresent()) {
            throw new ServiceFailedException(failure.get());
        }
        return ExitCode.DONE;
    }

    /** Says once that the service is ready, and of every thread that had to be replaced. */
    private static final class LoggingObserver implements ServiceObserver {
        private final ScorerConfig config;
        private final AtomicBoolean announced = new AtomicBoolean();

        LoggingObserver(ScorerConfig config) {
            this.config = config;
        }

        @Override
        public void running() {
            if (announced.compareAndSet(false, true)) {
                Topics topics = config.topics();
                LOGGER.atInfo()
                        .addKeyValue("bootstrap.servers", config.bootstrapServers())
                        .addKeyValue("input", topics.input())
                        .addKeyValue("output", topics.output())
                        .addKeyValue("deadLetters", topics.deadLetters())
                        .addKeyValue(
                                "http", config.httpPort() < 0 ? "off" : config.httpHost() + ":" + config.httpPort())
                        .log("Ready");
            }
        }

        @Override
        public void threadReplaced(Throwable cause) {
            LOGGER.atWarn().setCause(cause).log("A stream thread failed and was replaced");
        }
    }
}
