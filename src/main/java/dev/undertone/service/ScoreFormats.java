// SPDX-License-Identifier: Apache-2.0
package dev.undertone.service;

import dev.undertone.config.ConfigurationException;
import dev.undertone.config.ScorerConfig;
import dev.undertone.event.ScoreWriter;
import dev.undertone.event.ScoredEventWriter;
import dev.undertone.event.contract.JsonSchemas;
import dev.undertone.event.schema.AvroScoreWriter;
import dev.undertone.event.schema.FramedScoreWriter;
import dev.undertone.event.shape.OutputFormat;
import dev.undertone.registry.RegistryClient;
import dev.undertone.registry.RegistryException;
import dev.undertone.stream.outcome.ScoreFormat;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How scores are written, by the configuration. */
final class ScoreFormats {
    private static final Logger LOGGER = LoggerFactory.getLogger(ScoreFormats.class);

    private static final int TRIES = 30;
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private ScoreFormats() {}

    /**
     * Registers the schema that scores are written by, where they have one.
     *
     * @throws ConfigurationException if the registry does not take it, or does not answer for long
     */
    static ScoreFormat of(ScorerConfig config) {
        return new ScoreFormat(
                writer(config),
                config.events().headers(),
                config.events().cloudEvents(),
                "/undertone/" + URLEncoder.encode(config.applicationId(), StandardCharsets.UTF_8));
    }

    private static ScoreWriter writer(ScorerConfig config) {
        OutputFormat format = config.events().outputFormat();
        return switch (format) {
            case JSON -> new ScoredEventWriter();
            case AVRO -> new FramedScoreWriter(new AvroScoreWriter(), register(config, "AVRO", AvroScoreWriter.SCHEMA));
            case JSON_SCHEMA ->
                new FramedScoreWriter(
                        new ScoredEventWriter(),
                        register(config, "JSON", JsonSchemas.ofScores().toString()));
        };
    }

    /** For each topic of scores; any of the ids names the very same schema. */
    private static int register(ScorerConfig config, String type, String schema) {
        RegistryClient registry =
                new RegistryClient(config.events().registry().access().orElseThrow());
        List<Integer> ids = config.topics().outputs().stream()
                .map(output -> register(registry, output + "-value", type, schema))
                .toList();
        return ids.get(0);
    }

    private static int register(RegistryClient registry, String subject, String type, String schema) {
        for (int i = 1; ; i++) {
            try {
                int id = registry.register(subject, type, schema);
                LOGGER.atInfo()
                        .addKeyValue("subject", subject)
                        .addKeyValue("id", id)
                        .log("The schema registry has the schema of scores");
                return id;
            } catch (RegistryException e) {
                if (e.isRefused() || i == TRIES) {
                    throw new ConfigurationException(e.getMessage(), e);
                }
                LOGGER.warn("The schema of scores cannot be registered yet: {}", e.getMessage());
                LockSupport.parkNanos(PAUSE);
            }
        }
    }
}
