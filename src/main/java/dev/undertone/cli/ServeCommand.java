// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import dev.undertone.cli.terminal.ConfigOptions;
import dev.undertone.cli.terminal.ExitCode;
import dev.undertone.cli.terminal.Logging;
import dev.undertone.cli.terminal.TerminationSignal;
import dev.undertone.cli.terminal.Version;
import dev.undertone.config.ScorerConfig;
import dev.undertone.service.ScoringServer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The model behind HTTP, until it is told to end. */
@Command(name = "serve", description = "Score what is posted to /score, with no Kafka at all, until stopped.")
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOGGER = LoggerFactory.getLogger(ServeCommand.class);

    @Mixin
    private ConfigOptions configOptions;

    @Option(names = "--model", paramLabel = "DIR", description = "The model bundle (default: the one that came along).")
    private Optional<String> model = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", description = "Where to listen (default: http.port).")
    private Optional<String> port = Optional.empty();

    @Override
    public Integer call() throws Exception {
        ScorerConfig config = configOptions.load(Map.of(ScorerConfig.MODEL_PATH, model, ScorerConfig.HTTP_PORT, port));
        if (config.logsJson()) {
            Logging.json();
        }
        LOGGER.atInfo().addKeyValue("version", Version.number()).log("Starting");
        ScoringServer server = ScoringServer.start(config);
        TerminationSignal.closes(LOGGER, server::close);
        LOGGER.atInfo()
                .addKeyValue("http", config.httpHost() + ":" + server.httpPort())
                .log("Ready");
        server.awaitEnd();
        return ExitCode.DONE;
    }
}
