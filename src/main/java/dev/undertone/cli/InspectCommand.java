// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.undertone.batch.BatchPolicy;
import dev.undertone.cli.terminal.ConfigOptions;
import dev.undertone.cli.terminal.ExitCode;
import dev.undertone.cli.terminal.Terminal;
import dev.undertone.cli.terminal.Version;
import dev.undertone.config.ConfigurationException;
import dev.undertone.config.ScorerConfig;
import dev.undertone.event.contract.AsyncApi;
import dev.undertone.event.contract.AvroContract;
import dev.undertone.event.contract.ConnectContract;
import dev.undertone.event.contract.JsonSchemas;
import dev.undertone.kafka.Topics;
import dev.undertone.model.ModelBundle;
import dev.undertone.score.ReviewScorer;
import dev.undertone.score.ScoringMetrics;
import dev.undertone.serve.ServedModel;
import dev.undertone.service.ValueDecoders;
import dev.undertone.stream.ReadGaps;
import dev.undertone.stream.ScoringContext;
import dev.undertone.stream.ScoringTopology;
import dev.undertone.stream.outcome.OutputTopics;
import dev.undertone.stream.outcome.ScoreFormat;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a run would work with, and how the shadow of one that runs does. */
@Command(
        name = "inspect",
        description =
                "Show the model, the effective configuration, the topology, what a shadow makes of the reviews, or the schemas of what is written.",
        synopsisSubcommandLabel = "(model | config | topology | shadow | schema | asyncapi)")
final class InspectCommand {
    private final Terminal terminal;

    InspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(name = "model", description = "Verify the model bundle and print its manifest.")
    int model(
            @Mixin ConfigOptions configOptions,
            @Option(names = "--model", paramLabel = "DIR", description = "The model bundle.") Optional<String> model)
            throws IOException {
        ScorerConfig config = configOptions.load(Map.of(ScorerConfig.MODEL_PATH, orNothing(model)));
        ModelBundle bundle = ModelBundle.open(config.modelPath());
        terminal.out()
                .println(new ObjectMapper()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(bundle.manifest()));
        return ExitCode.DONE;
    }

    @Command(name = "config", description = "Print every effective value and where it came from; secrets are hidden.")
    int config(@Mixin ConfigOptions configOptions) {
        configOptions.load(Map.of()).settings().forEach((key, setting) -> {
            String value = ScorerConfig.isSecret(key) ? "[hidden]" : setting.value();
            terminal.out()
                    .printf("%-60s # %s%n", key + "=" + value, setting.source().text());
        });
        return ExitCode.DONE;
    }

    @Command(name = "topology", description = "Print the graph of the stream processing.")
    int topology(@Mixin ConfigOptions configOptions) {
        ScorerConfig config = configOptions.load(Map.of());
        ModelBundle bundle = ModelBundle.open(config.modelPath());
        BatchPolicy policy = config.batchPolicy();
        try (ServedModel model = new ServedModel(ReviewScorer.open(bundle, config.neutralBand()))) {
            ScoringContext stage = new ScoringContext(
                    ValueDecoders.of(config).decoder(),
                    model,
                    Optional.empty(),
                    ScoreFormat.json(),
                    policy,
                    ScoringMetrics.NONE,
                    OutputTopics.of(config.topics(), config.outputTimestamp()),
                    new ReadGaps());
            terminal.out().print(ScoringTopology.of(config.topics(), stage).describe());
        }
        terminal.out()
                .printf(
                        "%nA batch leaves with %d reviews or %d tokens, after %d ms, or before a commit.%n",
                        policy.maxSize(), policy.maxTokens(), policy.linger().toMillis());
        return ExitCode.DONE;
    }

    @Command(name = "shadow", description = "Print how far the shadow of a running service agrees with its model.")
    int shadow(
            @Mixin ConfigOptions configOptions,
            @Option(
                            names = "--http",
                            paramLabel = "HOST:PORT",
                            description = "Where the service serves its metrics (default: http.host and http.port).")
                    Optional<String> http)
            throws InterruptedException {
        ScorerConfig config = configOptions.load(Map.of());
        String address = orNothing(http).orElseGet(() -> config.httpHost() + ":" + config.httpPort());
        terminal.out().print(ShadowTable.of(MetricsPage.read(address), address));
        return ExitCode.DONE;
    }

    @Command(name = "schema", description = "Print the schema of what is written.")
    int schema(
            @Option(
                            names = "--of",
                            paramLabel = "WHAT",
                            defaultValue = "SCORES",
                            description = "SCORES, or the headers of DEAD_LETTERS (default: ${DEFAULT-VALUE}).")
                    Described what,
            @Option(
                            names = "--as",
                            paramLabel = "KIND",
                            defaultValue = "JSON_SCHEMA",
                            description = "JSON_SCHEMA (2020-12), AVRO, or CONNECT, for JsonConverter's schema.content"
                                    + " (default: ${DEFAULT-VALUE}).")
                    SchemaKind kind)
            throws IOException {
        if (what == Described.DEAD_LETTERS && kind != SchemaKind.JSON_SCHEMA) {
            throw new ConfigurationException(
                    "dead letters have the value of their record, so that only a JSON Schema of their headers is made");
        }
        return print(
                switch (kind) {
                    case JSON_SCHEMA ->
                        what == Described.SCORES ? JsonSchemas.ofScores() : JsonSchemas.ofLetterHeaders();
                    case AVRO -> AvroContract.ofScores();
                    case CONNECT -> ConnectContract.ofScores();
                });
    }

    @Command(name = "asyncapi", description = "Print the topics and what is in them as a document of AsyncAPI 3.0.")
    int asyncapi(@Mixin ConfigOptions configOptions) throws IOException {
        Topics topics = configOptions.load(Map.of()).topics();
        boolean pattern = topics.input().isPattern();
        return print(AsyncApi.document(
                Version.number(),
                pattern ? List.of(AsyncApi.ANY_TOPIC) : topics.input().names(),
                pattern ? topics.input().regex() : "",
                pattern ? List.of(topics.outputOf(AsyncApi.ANY_TOPIC)) : topics.outputs(),
                topics.deadLetters()));
    }

    private int print(JsonNode document) throws IOException {
        terminal.out()
                .println(new ObjectMapper()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(document));
        return ExitCode.DONE;
    }

    /** What a schema is of. */
    enum Described {
        SCORES,
        DEAD_LETTERS
    }

    /** The kinds of schemas. */
    enum SchemaKind {
        JSON_SCHEMA,
        AVRO,
        CONNECT
    }

    /** Picocli hands a method null for an option that was not given. */
    private static Optional<String> orNothing(Optional<String> option) {
        return option == null ? Optional.empty() : option;
    }
}
