// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.redrive;

import dev.undertone.cli.terminal.ConfigOptions;
import dev.undertone.config.ConfigurationException;
import dev.undertone.config.ScorerConfig;
import dev.undertone.kafka.Cluster;
import dev.undertone.kafka.RequiredAcl;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the dead letters are: the options that all commands on them share. */
final class DeadLetterOptions {
    @Mixin
    private ConfigOptions configOptions;

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT", description = "Where Kafka is.")
    private Optional<String> bootstrapServers = Optional.empty();

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "The topic with the dead letters (default: the dead-letter topic of the configuration).")
    private Optional<String> topic = Optional.empty();

    /** The configuration, whose dead-letter topic exists. */
    ScorerConfig load() {
        ScorerConfig config = configOptions.load(
                Map.of(ScorerConfig.BOOTSTRAP_SERVERS, bootstrapServers, ScorerConfig.DEAD_LETTER_TOPIC, topic));
        String deadLetters = config.topics().deadLetters();
        try (Cluster cluster = Cluster.connect(config.clientProperties(), RequiredAcl.readTopic(deadLetters))) {
            if (cluster.partitions(deadLetters).isEmpty()) {
                throw new ConfigurationException("there is no topic " + deadLetters + " at " + config.bootstrapServers()
                        + "; name the one with the dead letters by --topic");
            }
        }
        return config;
    }
}
