// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.alternative;

import dev.undertone.config.ConfigurationException;
import dev.undertone.config.ScorerConfig;
import dev.undertone.config.Settings;
import dev.undertone.kafka.Cluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A process that runs one alternative until it is told to end, with exit code 0 then, 1 where it failed and 2 where it
 * was called wrongly. Its topics must exist.
 */
@Command(
        name = "alternative",
        description =
                "Score the reviews of a topic into another in one of the usual ways, to be measured beside the scorer.")
public final class AlternativeMain implements Callable<Integer> {
    private static final Logger LOGGER = LoggerFactory.getLogger(AlternativeMain.class);

    @Parameters(paramLabel = "NAME", description = "Which one: ${COMPLETION-CANDIDATES}.")
    private Alternative alternative;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Set a key of the scorer's configuration.")
    private Map<String, String> settings = Map.of();

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            description = "Reviews of a batch that is cut by count (default: ${DEFAULT-VALUE}).")
    private int batchSize = Applications.USUAL_BATCH_SIZE;

    @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    private AlternativeMain() {}

    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new AlternativeMain());
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("alternative: " + failure.getMessage());
            return failure instanceof ConfigurationException
                    ? CommandLine.ExitCode.USAGE
                    : CommandLine.ExitCode.SOFTWARE;
        });
        int exitCode = commandLine.execute(arguments);
        // Where a signal ends it, an exit would wait for the hook that waits for this thread.
        Runtime.getRuntime().halt(exitCode);
    }

    @Override
    public Integer call() throws Exception {
        ScorerConfig config = ScorerConfig.of(Settings.gather(Map.of(), Optional.empty(), System.getenv(), settings));
        if (batchSize < 1) {
            throw new ConfigurationException("--batch-size must be at least 1, not " + batchSize);
        }
        requireTopics(config);
        Application application = Applications.open(alternative, config, batchSize);
        Thread main = Thread.currentThread();
        Thread hook = new Thread(() -> endCleanly(application, main), "alternative-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        application.run(() -> LOGGER.atInfo()
                .addKeyValue("alternative", alternative.text())
                .addKeyValue("threads", config.threads())
                .log("Ready"));
        return CommandLine.ExitCode.OK;
    }

    private static void endCleanly(Application application, Thread main) {
        application.stop();
        try {
            main.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Some of the libraries would wait for ever, and in silence. */
    private static void requireTopics(ScorerConfig config) {
        try (Cluster cluster = Cluster.connect(config.clientProperties())) {
            for (String topic : List.of(
                    ReviewRecords.input(config),
                    ReviewRecords.output(config),
                    config.topics().deadLetters())) {
                if (cluster.partitions(topic).isEmpty()) {
                    throw new ConfigurationException("there is no topic " + topic + " at " + config.bootstrapServers()
                            + "; create it before an alternative is started");
                }
            }
        }
    }
}
