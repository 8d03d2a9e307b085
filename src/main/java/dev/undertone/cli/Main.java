// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import dev.undertone.cli.learn.CompareCommand;
import dev.undertone.cli.learn.EvaluateCommand;
import dev.undertone.cli.learn.TrainCommand;
import dev.undertone.cli.publish.PublishCommand;
import dev.undertone.cli.redrive.RedriveCommand;
import dev.undertone.cli.terminal.ExitCode;
import dev.undertone.cli.terminal.Failure;
import dev.undertone.cli.terminal.Logging;
import dev.undertone.cli.terminal.Terminal;
import dev.undertone.cli.terminal.Version;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line's entry point. */
@Command(
        name = "undertone",
        description = "Reads the sentiment of reviews on Apache Kafka as they are published.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        usageHelpAutoWidth = true,
        footer = {"", "'undertone demo' shows all of it at work with nothing installed."},
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ServeCommand.class,
            TrendsCommand.class,
            PublishCommand.class,
            ConsumeCommand.class,
            RedriveCommand.class,
            ScoreCommand.class,
            EvaluateCommand.class,
            TrainCommand.class,
            CompareCommand.class,
            BenchCommand.class,
            BrokerCommand.class,
            InspectCommand.class
        })
public final class Main {
    @Option(
            names = "--debug",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show a stack trace where something fails.")
    private boolean debug;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(Terminal.system(), arguments));
    }

    /** Runs a command and returns its exit code. */
    static int run(Terminal terminal, String... arguments) {
        Main main = new Main();
        CommandLine commandLine = new CommandLine(main, new CommandFactory(terminal));
        commandLine.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        commandLine.setParameterExceptionHandler((exception, given) -> {
            CommandLine command = exception.getCommandLine();
            command.getErr().println("undertone: " + exception.getMessage());
            command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
            return ExitCode.USAGE;
        });
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> main.report(terminal, exception));
        if (arguments.length == 0) {
            commandLine.usage(terminal.err());
            return ExitCode.USAGE;
        }
        try {
            return commandLine.execute(arguments);
        } catch (LinkageError e) {
            return main.report(terminal, e);
        }
    }

    private int report(Terminal terminal, Throwable thrown) {
        Failure failure = Failure.of(thrown);
        if (Logging.isJson()) {
            Logging.failed(failure, debug ? thrown : null);
            return failure.exitCode();
        }
        terminal.err().println("undertone: " + failure.message());
        if (debug) {
            thrown.printStackTrace(terminal.err());
        }
        return failure.exitCode();
    }
}
