// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.undertone.testing.TinyModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;

/** What every command says of itself, and of being used wrongly: one sentence on standard error, and an exit code. */
class UsageTest {
    @TempDir
    private Path folder;

    static Stream<String> commands() {
        Stream<String> commands = Arrays.stream(
                        Main.class.getAnnotation(Command.class).subcommands())
                .map(command -> command.getAnnotation(Command.class).name());
        return Stream.concat(
                commands,
                Stream.of(
                        "inspect model",
                        "inspect config",
                        "inspect topology",
                        "inspect shadow",
                        "redrive list",
                        "redrive show",
                        "redrive replay"));
    }

    @Test
    void shouldHaveTheCommandsOfTheContract() {
        assertThat(commands())
                .contains(
                        "demo",
                        "run",
                        "publish",
                        "consume",
                        "redrive",
                        "score",
                        "train",
                        "compare",
                        "evaluate",
                        "broker",
                        "inspect");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldExplainEachCommand(String command) {
        // When
        Cli.Result help = Cli.launch(words(command, "--help"));

        // Then
        assertThat(help.exitCode()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .startsWith("Usage: undertone " + command + " ")
                .contains("--help", "--version", "--debug");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldSayItsVersionWithEachCommand(String command) {
        // When
        Cli.Result version = Cli.launch(words(command, "--version"));

        // Then
        assertThat(version.exitCode()).isZero();
        assertThat(version.err()).isEmpty();
        assertThat(version.out()).matches("undertone \\d+\\.\\d+\\.\\d+\\S*\n");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldRefuseAnOptionThatIsNoneOfTheCommands(String command) {
        // When
        Cli.Result result = Cli.launch(words(command, "--no-such-option"));

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("undertone: ").endsWith("Try 'undertone " + command + " --help'.\n");
    }

    @Test
    void shouldListTheCommandsInItsHelp() {
        // When
        Cli.Result help = Cli.launch("--help");

        // Then
        assertThat(help.exitCode()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .startsWith("Usage: undertone ")
                .contains(commands()
                        .filter(command -> !command.contains(" "))
                        .map(command -> "\n  " + command + " ")
                        .toList());
    }

    @Test
    void shouldSayItsVersion() {
        // When
        Cli.Result version = Cli.launch("--version");

        // Then
        assertThat(version.exitCode()).isZero();
        assertThat(version.out()).matches("undertone \\d+\\.\\d+\\.\\d+\\S*\n");
    }

    @Test
    void shouldShowItsUsageWithoutArguments() {
        // When
        Cli.Result result = Cli.launch();

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("Usage: undertone ");
    }

    @ParameterizedTest
    @MethodSource
    void shouldRefuseWrongUsageInOneSentence(List<String> arguments, String sentence) {
        // When
        Cli.Result result = Cli.launch(arguments.toArray(String[]::new));

        // Then
        String first = result.err().lines().findFirst().orElse("");
        assertThat(new Cli.Result(result.exitCode(), result.out(), first))
                .isEqualTo(new Cli.Result(2, "", "undertone: " + sentence));
        assertThat(result.err()).doesNotContain("\tat ");
    }

    static List<Arguments> shouldRefuseWrongUsageInOneSentence() {
        return List.of(
                usage("Unmatched argument at index 0: 'scor'", "scor"),
                usage("Unknown option: '--jsn'", "score", "--jsn"),
                usage("Missing required subcommand", "--debug"),
                usage("Missing required subcommand", "inspect"),
                usage("Missing required subcommand", "redrive"),
                usage("Missing required parameter: 'PARTITION:OFFSET'", "redrive", "show"),
                usage(
                        "Invalid value for positional parameter at index 0 (PARTITION:OFFSET): '17' is no position; write"
                                + " PARTITION:OFFSET, as in 0:17",
                        "redrive",
                        "show",
                        "17"),
                usage(
                        "Invalid value for option '--since': 'yesterday' is no time; write 2026-11-25 or 2026-11-25T09:00:00Z",
                        "redrive",
                        "list",
                        "--since",
                        "yesterday"),
                usage(
                        "Invalid value for option '--origin': the offsets 9-4 are the wrong way round",
                        "redrive",
                        "replay",
                        "--origin",
                        "reviews:0:9-4"),
                usage(
                        "nothing to evaluate the model on; name labelled reviews with --data, or add --behaviour",
                        "evaluate"),
                usage(
                        "--card writes all figures, so it takes --data and --behaviour",
                        "evaluate",
                        "--behaviour",
                        "--card"),
                usage(
                        "--charts draws labelled reviews; name them with --data",
                        "evaluate",
                        "--behaviour",
                        "--charts",
                        "x"),
                usage(
                        "--failures names cases of --behaviour; add that option",
                        "evaluate",
                        "--data",
                        "x",
                        "--failures"),
                usage("Missing required parameter: 'FILE'", "publish"),
                usage("Invalid value for option '--limit': 'many' is not a long", "consume", "--limit", "many"),
                usage("--set takes KEY=VALUE, not 'threads'", "inspect", "config", "--set", "threads"),
                usage("--set takes KEY=VALUE; before one '=' there is no key", "score", "--set", "=4", "good"),
                usage(
                        "unknown configuration key batch.max.sise (command line); did you mean batch.max.size?",
                        "run",
                        "--set",
                        "batch.max.sise=8"),
                usage(
                        "Invalid value 0 for configuration batch.max.size: Value must be at least 1",
                        "consume",
                        "--set",
                        "batch.max.size=0"),
                usage(
                        "cannot read the configuration file nowhere.properties: there is no such file",
                        "run",
                        "--config",
                        "nowhere.properties"),
                usage("there is no file nowhere.jsonl", "publish", "nowhere.jsonl"),
                usage("there is no file or folder nowhere.tsv", "train", "--data", "nowhere.tsv"),
                usage("there is no file or folder nowhere.tsv", "compare", "--data", "nowhere.tsv"),
                usage(
                        "--sizes takes numbers of reviews or 'all', not 'many'",
                        "compare",
                        "--data",
                        "nowhere.tsv",
                        "--sizes",
                        "many"),
                usage(
                        "a comparison needs one seed or more, all different, not []",
                        "compare",
                        "--data",
                        "nowhere.tsv",
                        "--seeds",
                        "0"));
    }

    @Test
    void shouldSayThatTheAddressIsNone() {
        // Given
        TinyModel.writeTo(folder);

        // When
        Cli.Result result = Cli.launch("run", "--bootstrap-servers", "localhost", "--set", "model.path=" + folder);

        // Then
        assertThat(result)
                .isEqualTo(new Cli.Result(
                        3,
                        "",
                        "undertone: cannot make a Kafka client for bootstrap.servers=localhost: Invalid url in"
                                + " bootstrap.servers: localhost; write it as HOST:PORT of a running broker\n"));
    }

    @Test
    void shouldShowAStackTraceWhereAskedTo() {
        // When
        Cli.Result result = Cli.launch("score", "--debug", "--model", folder.toString(), "good");

        // Then
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err())
                .startsWith("undertone: the model bundle ")
                .contains("ModelRefusedException", "\tat dev.undertone.");
    }

    private static Arguments usage(String sentence, String... arguments) {
        return argumentSet(String.join(" ", arguments), List.of(arguments), sentence);
    }

    static Arguments command(String... arguments) {
        return argumentSet(String.join(" ", arguments), List.of(arguments));
    }

    private static String[] words(String command, String option) {
        return (command + " " + option).split(" ");
    }
}
