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
import java.util.List;
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
    private static final byte[] IN_AVRO =
            AvroValues.record(AvroValues.REVIEW, Map.of("id", "a-1", "text", "A warm film", "stars", 4));

    /** A shape that a topic can have. */
    private record Shape(String name, String shown, byte[] value, String... settings) {
        static Shape of(String name, String json, String... settings) {
            return new Shape(name, "`" + json + "`", Records.bytes(json), settings);
        }
    }

    private static final List<Shape> SHAPES = List.of(
            Shape.of("plain JSON", "{\"id\":\"a-1\",\"text\":\"A warm film\"}"),
            Shape.of(
                    "other names",
                    "{\"reviewerID\":\"R1\",\"reviewText\":\"A warm film\",\"overall\":5}",
                    "input.text.field=reviewText",
                    "input.id.field=reviewerID",
                    "output.fields=overall"),
            Shape.of(
                    "the first that is there",
                    "{\"id_str\":\"12\",\"full_text\":\"A warm film\",\"text\":\"A wa…\"}",
                    "input.text.field=full_text|text",
                    "input.id.field=id_str|id"),
            Shape.of(
                    "a text in pieces",
                    "{\"id\":\"a-1\",\"title\":\"Warm\",\"body\":\"I liked it\"}",
                    "input.text.field=title,body"),
            Shape.of(
                    "nested fields",
                    "{\"data\":{\"id\":\"101\",\"text\":\"A warm film\"},\"user\":{\"country\":\"NZ\"}}",
                    "input.text.field=/data/text",
                    "input.id.field=/data/id",
                    "output.fields=/user/country"),
            Shape.of(
                    "a list of texts",
                    "{\"id\":\"a-1\",\"texts\":[\"A warm film\",\"with goats\"]}",
                    "input.text.field=/texts/0,/texts/1,/texts/2"),
            Shape.of(
                    "an event in a string",
                    "{\"Type\":\"Notification\",\"Message\":\"{\\\"id\\\":7,\\\"text\\\":\\\"A warm film\\\"}\"}",
                    "input.text.field=/Message/text",
                    "input.id.field=/Message/id"),
            Shape.of(
                    "Kafka Connect's JSON",
                    "{\"schema\":{\"type\":\"struct\"},\"payload\":{\"id\":7,\"text\":\"A warm film\"}}",
                    "input.envelope=connect"),
            Shape.of(
                    "the same around a string",
                    "{\"schema\":{\"type\":\"string\"},\"payload\":\"A warm film\"}",
                    "input.envelope=connect",
                    "input.string.as=text"),
            Shape.of(
                    "change data of Debezium",
                    "{\"before\":null,\"after\":{\"id\":7,\"text\":\"A warm film\"},\"op\":\"c\"}",
                    "input.envelope=debezium"),
            Shape.of(
                    "a delete in it",
                    "{\"before\":{\"id\":7,\"text\":\"A warm film\"},\"after\":null,\"op\":\"d\"}",
                    "input.envelope=debezium"),
            Shape.of(
                    "an update that changed nothing",
                    "{\"before\":{\"id\":7,\"text\":\"Warm\",\"n\":1},\"after\":{\"id\":7,\"text\":\"Warm\",\"n\":2},\"op\":\"u\"}",
                    "input.envelope=debezium",
                    "input.updates=changed"),
            Shape.of(
                    "an update that does not tell the text",
                    "{\"before\":null,\"after\":{\"id\":7,\"text\":\"__debezium_unavailable_value\"},\"op\":\"u\"}",
                    "input.envelope=debezium"),
            Shape.of(
                    "the same, and nothing to repeat",
                    "{\"before\":null,\"after\":{\"id\":7,\"text\":\"__debezium_unavailable_value\"},\"op\":\"u\"}",
                    "input.envelope=debezium",
                    "input.updates=changed"),
            Shape.of(
                    "rows by ExtractNewRecordState",
                    "{\"id\":7,\"text\":\"A warm film\",\"__deleted\":\"false\"}",
                    "input.envelope=debezium"),
            Shape.of(
                    "a delete among them",
                    "{\"id\":7,\"text\":\"A warm film\",\"__deleted\":\"true\"}",
                    "input.envelope=debezium"),
            Shape.of(
                    "change data of MongoDB",
                    "{\"after\":\"{\\\"_id\\\":{\\\"$oid\\\":\\\"65a\\\"},\\\"text\\\":\\\"A warm film\\\"}\",\"op\":\"c\"}",
                    "input.envelope=debezium",
                    "input.id.field=/_id/$oid"),
            Shape.of(
                    "a structured CloudEvent",
                    "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":{\"id\":7,\"text\":\"A warm film\"}}",
                    "input.envelope=cloudevents"),
            Shape.of(
                    "one whose data is a text",
                    "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"datacontenttype\":\"text/plain\",\"data\":\"A warm film\"}",
                    "input.envelope=cloudevents",
                    "input.string.as=text"),
            Shape.of(
                    "JSON encoded twice",
                    "\"{\\\"id\\\":\\\"a-1\\\",\\\"text\\\":\\\"A warm film\\\"}\"",
                    "input.string.as=event"),
            Shape.of("a JSON string", "\"A warm film\"", "input.string.as=text"),
            Shape.of("nothing but text", "A warm film", "input.format=text"),
            new Shape(
                    "Avro with a schema registry",
                    "`00 00000001` and the event in Avro",
                    AvroValues.framed(1, IN_AVRO),
                    "schema.registry.url=http://HOST:8081",
                    "output.fields=stars"),
            new Shape(
                    "JSON Schema with a registry",
                    "`00 00000002` and `{\"id\":\"a-1\",\"text\":\"A warm film\"}`",
                    AvroValues.framed(2, Records.bytes("{\"id\":\"a-1\",\"text\":\"A warm film\"}")),
                    "schema.registry.url=http://HOST:8081"),
            new Shape(
                    "the same, and no registry to be had",
                    "`00 00001267` and `{\"id\":\"a-1\",\"text\":\"A warm film\"}`",
                    AvroValues.framed(4711, Records.bytes("{\"id\":\"a-1\",\"text\":\"A warm film\"}")),
                    "input.format=json-schema"),
            new Shape(
                    "an id that the registry does not have",
                    "`00 0000004d` and anything",
                    AvroValues.framed(77, IN_AVRO),
                    "schema.registry.url=http://HOST:8081"),
            new Shape(
                    "Protobuf with a registry",
                    "`00 00000003` and the event in Protobuf",
                    AvroValues.framed(3, new byte[] {0, 10, 1, 'x'}),
                    "schema.registry.url=http://HOST:8081"),
            Shape.of("many events in one", "[{\"id\":\"a-1\",\"text\":\"A warm film\"}]"));

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
            for (Shape shape : SHAPES) {
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
                which clients in every language read (`kafka.producer.compression.type`).
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
        Shape shape = SHAPES.stream()
                .filter(each -> each.name().equals(row))
                .findFirst()
                .orElseThrow();
        byte[] value = Files.readAllBytes(Path.of("src", "test", "resources", "cases", file));
        try (FakeRegistry registry = new FakeRegistry()) {
            registry.put("2", "JSON", "{}");
            assertThat(outcome(new Shape(row, "", value, shape.settings()), registry))
                    .isEqualTo(expected);
        }
    }

    private static String outcome(Shape shape, FakeRegistry registry) throws IOException {
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

    private static String settings(Shape shape) {
        return shape.settings().length == 0 ? "none" : "`" + String.join("`<br>`", shape.settings()) + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
