// SPDX-License-Identifier: Apache-2.0
package dev.undertone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.config.ScorerConfig;
import dev.undertone.config.Settings;
import dev.undertone.event.Decoded;
import dev.undertone.event.Deletion;
import dev.undertone.event.HeaderValues;
import dev.undertone.event.ReviewEvent;
import dev.undertone.event.ScoredEventWriter;
import dev.undertone.event.Unchanged;
import dev.undertone.event.Undecodable;
import dev.undertone.event.schema.AvroValues;
import dev.undertone.registry.FakeRegistry;
import dev.undertone.review.Label;
import dev.undertone.review.ModelId;
import dev.undertone.review.Scored;
import dev.undertone.service.ValueDecoders;
import dev.undertone.testing.GeneratedDocument;
import dev.undertone.testing.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page for those whose topic is not the plain one: every row was read by the settings that it gives. */
class YourTopicTest {
    private static final Path PAGE = Path.of("docs", "YOUR-TOPIC.md");
    private static final ScoredEventWriter WRITER = new ScoredEventWriter();
    private static final Scored SCORED = new Scored(Label.POSITIVE, 0.96, 7, false, new ModelId("…", "…"));
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00.123Z");

    @Test
    void shouldReadEveryShapeByTheSettingsOfItsRow() throws IOException {
        // When
        StringBuilder page = new StringBuilder("""
                # Your topic

                What a topic can look like, the settings that read it, and what comes out. Every row was read by these settings
                in a test that writes this page; `label`, `score` and the rest of a scored event are left out. All keys are in
                [configuration.md](configuration.md), what is written in [contract](contract).

                | a topic with | a value | settings | what comes out |
                |---|---|---|---|
                """);
        try (FakeRegistry registry = new FakeRegistry()) {
            registry.put("1", "AVRO", AvroValues.REVIEW);
            registry.put("2", "JSON", "{}");
            registry.put("3", "PROTOBUF", "syntax = \"proto3\";");
            for (TopicShape shape : TopicShape.ALL) {
                page.append("| ").append(shape.name()).append(" | ").append(cell(shape.shown()));
                page.append(" | ").append(cell(settings(shape))).append(" | ");
                page.append(cell(outcome(shape, registry))).append(" |\n");
            }
        }
        page.append("""

                `input.envelope=auto` tells an envelope by its fields, and reads an event without one as it is. An event in an
                envelope that no setting opens makes a dead letter that names the setting. The schema's
                id can also stand in a header, as Confluent's and Apicurio's serializers write it when they are told to; nothing
                is to be set for that. Of Apicurio's ids `schema.registry.id.kind=global` reads the global ones, and
                `schema.registry.id.bytes=8` those of its older clients. `output.format`, `output.cloudevents` and
                `output.headers` say what scores look like to those who read them. What is written is compressed by gzip,
                which clients in every language read; `kafka.producer.compression.type=lz4` scores some 5 % more short reviews a second
                for readers that have it.
                """);
        page.append(SeveralTopics.section());

        // Then
        GeneratedDocument.assertUpToDate(PAGE, page.toString(), YourTopicTest.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "k01-connect-envelope.json | Kafka Connect's JSON | `{\"id\":\"7\", …}`",
                "k02-debezium.json | change data of Debezium | `{\"id\":\"7\", …}`",
                "k03-confluent-frame.bin | JSON Schema with a registry | `{\"id\":\"cf-1\", …}`",
                "k03-confluent-frame.bin | the same, and no registry to be had | `{\"id\":\"cf-1\", …}`",
                "k03b-confluent-frame-id4711.bin | the same, and no registry to be had | `{\"id\":\"cf-2\", …}`",
                "k09-array.json | many events in one | a dead letter: the value is a JSON array; every event is a record of its own",
                "k10-tweet-v2.json | nested fields | `{\"id\":\"101\", …}`",
                "k20-tweet-v1.json | the first that is there | `{\"id\":\"1212345678901234567\", …}`",
            })
    void shouldReadEventsAsPeopleHaveThemByTheSettingsOfTheirRow(String file, String row, String expected)
            throws IOException {
        TopicShape shape = TopicShape.ALL.stream()
                .filter(each -> each.name().equals(row))
                .findFirst()
                .orElseThrow();
        byte[] value = Files.readAllBytes(Path.of("src", "test", "resources", "cases", file));
        try (FakeRegistry registry = new FakeRegistry()) {
            registry.put("2", "JSON", "{}");
            assertThat(outcome(new TopicShape(row, "", value, shape.settings()), registry))
                    .isEqualTo(expected);
        }
    }

    private static String outcome(TopicShape shape, FakeRegistry registry) throws IOException {
        Map<String, String> given = new TreeMap<>();
        for (String setting : shape.settings()) {
            String[] parts = setting.split("=", 2);
            given.put(parts[0], parts[1].replace("http://HOST:8081", registry.url()));
        }
        ScorerConfig config = ScorerConfig.of(Settings.gather(Map.of(), Optional.empty(), Map.of(), given));
        Decoded decoded = ValueDecoders.of(config).decoder().decode(shape.value(), HeaderValues.NONE);
        if (decoded instanceof ReviewEvent event) {
            assertThat(event.text()).containsAnyOf("warm", "Warm", "happy");
            String written = Records.text(WRITER.write(event.id().orElse("reviews-0-0"), SCORED, NOW, event.carried()));
            return "`" + written.replaceAll(",\"label\".*\"scoredAt\":\"[^\"]*\"", ", …") + "`";
        }
        if (decoded instanceof Deletion) {
            return "a delete: the key without a value";
        }
        return decoded instanceof Unchanged
                ? "nothing"
                : "a dead letter: " + ((Undecodable) decoded).rejection().detail();
    }

    private static String settings(TopicShape shape) {
        return shape.settings().length == 0 ? "none" : "`" + String.join("`<br>`", shape.settings()) + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
