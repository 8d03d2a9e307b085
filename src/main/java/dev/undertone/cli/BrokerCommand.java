// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import dev.undertone.broker.EmbeddedBroker;
import dev.undertone.cli.terminal.ExitCode;
import dev.undertone.cli.terminal.Logging;
import dev.undertone.cli.terminal.Terminal;
import dev.undertone.cli.terminal.TerminationSignal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The embedded broker by itself, until it is told to end. */
@Command(name = "broker", description = "Run a Kafka broker on this machine, for trying things out.")
final class BrokerCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--port", paramLabel = "PORT", description = "Listen on this port (default: ${DEFAULT-VALUE}).")
    private int port = 9092;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep topics in this folder (default: a temporary one, gone in the end).")
    private Optional<Path> data = Optional.empty();

    BrokerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Logging.errorsOnly();
        EmbeddedBroker broker = data.map(folder -> EmbeddedBroker.start(folder, port))
                .orElseGet(() -> EmbeddedBroker.startTemporary(port));
        TerminationSignal.exitsCleanly();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "undertone-shutdown"));
        terminal.out().println(broker.bootstrapServers());
        terminal.err().println("Kafka is ready at " + broker.bootstrapServers() + "; Ctrl-C stops it.");
        new CountDownLatch(1).await();
        return ExitCode.DONE;
    }
}
