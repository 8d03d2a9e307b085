// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.format;

import static dev.undertone.testing.Records.bytes;
import static dev.undertone.testing.Records.header;
import static dev.undertone.testing.Records.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.event.schema.AvroValues;
import dev.undertone.registry.FakeRegistry;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.WatchedService;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records as they lie in topics that nobody planned: each is scored, or its letter says what would have helped. */
class AwkwardShapesIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A text in a union of three, an enum, a logical type, bytes and a map. */
    private static final String RICH = "{\"type\":\"record\",\"name\":\"Rich\",\"fields\":["
            + "{\"name\":\"id\",\"type\":\"long\"},{\"name\":\"text\",\"type\":[\"null\",\"int\",\"string\"]},"
            + "{\"name\":\"kind\",\"type\":{\"type\":\"enum\",\"name\":\"K\",\"symbols\":[\"SHOP\",\"APP\"]}},"
            + "{\"name\":\"price\",\"type\":{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":9,\"scale\":2}},"
            + "{\"name\":\"raw\",\"type\":\"bytes\"},{\"name\":\"more\",\"type\":{\"type\":\"map\",\"values\":\"string\"}}]}";

    @TempDir
    private Path folder;

    private final Map<String, byte[]> values = new LinkedHashMap<>();
    private final Map<String, String> expected = new TreeMap<>();
    private final Map<String, String> outcomes = new TreeMap<>();

    @Test
    void shouldScoreThemOrSayWhatWouldHelp() throws Exception {
        // Given
        given("a row", json("{'id':1,'text':'good','__deleted':'false'}"), "scored 1");
        given("a row that is gone", json("{'id':1,'text':'good','__deleted':'true'}"), "deleted");
        given("a document", json("{'op':'c','after':'{\\'_id\\':3,\\'id\\':3,\\'text\\':\\'good\\'}'}"), "scored 3");
        given("Connect's null", json("{'schema':null,'payload':null}"), "deleted");
        given(
                "an update of something else",
                json("{'op':'u','after':{'id':4,'text':'__debezium_unavailable_value'}}"),
                "the change does not tell the text, which is long and did not change;"
                        + " have the database tell it (in PostgreSQL REPLICA IDENTITY FULL)");
        given(
                "Connect's string",
                json("{'schema':{'type':'string'},'payload':'good'}"),
                "what holds the event is a string, not an object; input.string.as has it read as an event or a text");
        given(
                "texts",
                json("{'id':5,'text':['good','bad']}"),
                "the event's field 'text' is a list, of which '/text/0' names the first element");
        given(
                "a CloudEvent in Base64",
                json("{'specversion':'1.0','type':'t','source':'s','id':'x','data_base64':"
                        + "'eyJpZCI6NiwidGV4dCI6Imdvb2QifQ=='}"),
                "scored 6");
        given(
                "a batch of CloudEvents",
                json("[{'specversion':'1.0','type':'t','source':'s','id':'x','data':{'text':'good'}}]"),
                "the value is a JSON array; every event is a record of its own");
        given("Avro", AvroValues.framed(1, rich("good")), "scored 8");
        given("Avro without a text", AvroValues.framed(1, rich(null)), "the event's field 'text' is no string");
        given("Avro with a number for it", AvroValues.framed(1, rich(5)), "the event's field 'text' is no string");
        given(
                "Protobuf",
                AvroValues.framed(2, new byte[] {0, 10, 4, 'g', 'o', 'o', 'd'}),
                "the schema with schema id 2 is of the type PROTOBUF, and values of AVRO and JSON alone are read;"
                        + " convert the topic to one of them");
        given(
                "a frame that is cut",
                new byte[] {0, 0, 0},
                "the value ends within the frame of a schema registry, which has 5 bytes");
        given(
                "nothing in a frame",
                AvroValues.framed(1, new byte[0]),
                "the value is not of the schema with schema id 1");
        try (FakeRegistry registry = new FakeRegistry();
                Deployment deployment = new Deployment(
                        "schema.registry.url=" + registry.url(),
                        "input.envelope=auto",
                        "output.fields=kind,price,raw,/more/shop")) {
            registry.put("1", "AVRO", RICH);
            registry.put("2", "PROTOBUF", "syntax = \"proto3\";");
            registry.put("3", "AVRO", AvroValues.REVIEW);
            deployment.createOutputs();
            try (WatchedService service = WatchedService.start(deployment, folder)) {
                // When: keys as Connect writes them, headers as Spring does.
                values.forEach((key, value) -> {
                    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(deployment.input, bytes(key), value);
                    record.headers()
                            .add("__TypeId__", bytes("com.example.Review"))
                            .add("mine", bytes("1"));
                    Deployment.send(record);
                });
                long letters = expected.values().stream()
                        .filter(outcome -> !outcome.matches("(scored|deleted).*"))
                        .count();
                Deployment.read(deployment.output, (int) (expected.size() - letters))
                        .forEach(this::note);
                Deployment.read(deployment.deadLetters, (int) letters).forEach(this::noteLetter);

                // Then
                assertThat(outcomes).isEqualTo(expected);

                // A schema that the scorer may not see yet is waited for.
                registry.requireAuthorization("Basic eDp5");
                byte[] late =
                        AvroValues.framed(3, AvroValues.record(AvroValues.REVIEW, Map.of("id", "9", "text", "bad")));
                Deployment.send(new ProducerRecord<>(deployment.input, bytes("late"), late));
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(service.get("/health/ready"))
                                .startsWith("DOWN: the schema registry at " + registry.url()
                                        + " does not let the scorer in (status 401); check"
                                        + " schema.registry.basic.auth.user.info"));
                registry.requireAuthorization("");
                int scores = (int) (expected.size() - letters) + 1;
                Deployment.read(deployment.output, scores).forEach(this::note);
                assertThat(outcomes).containsEntry("late", "scored 9");
            }
        }
    }

    private void given(String key, byte[] value, String outcome) {
        String asConnect = "{\"schema\":{\"type\":\"string\"},\"payload\":\"" + key + "\"}";
        values.put(asConnect, value);
        expected.put(asConnect, outcome);
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        assertThat(header(record, "mine")).isEqualTo(text(record.key()).equals("late") ? "" : "1");
        assertThat(record.headers().lastHeader("__TypeId__")).isNull();
        try {
            JsonNode score = record.value() == null ? null : JSON.readTree(record.value());
            outcomes.put(
                    text(record.key()),
                    score == null ? "deleted" : "scored " + score.get("id").asText());
            if (score != null && score.get("id").asText().equals("8")) {
                assertThat(text(record.value()))
                        .endsWith("\"review\":{\"kind\":\"APP\",\"price\":12.50,\"raw\":\"AAE=\",\"shop\":\"s\"}}");
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void noteLetter(ConsumerRecord<byte[], byte[]> letter) {
        assertThat(letter.value()).isEqualTo(values.get(text(letter.key())));
        assertThat(header(letter, "__TypeId__")).isEqualTo("com.example.Review");
        outcomes.put(text(letter.key()), header(letter, "__streams.errors.message"));
    }

    private static byte[] rich(Object text) {
        Schema schema = new Schema.Parser().parse(RICH);
        GenericData.Record record = new GenericData.Record(schema);
        record.put("id", 8L);
        record.put("text", text);
        record.put("kind", new GenericData.EnumSymbol(schema.getField("kind").schema(), "APP"));
        record.put(
                "price", ByteBuffer.wrap(new BigDecimal("12.50").unscaledValue().toByteArray()));
        record.put("raw", ByteBuffer.wrap(new byte[] {0, 1}));
        record.put("more", Map.of("shop", "s"));
        return AvroValues.write(schema, record);
    }

    private static byte[] json(String quotedOnce) {
        return bytes(quotedOnce.replace("\\'", "\\\"").replace('\'', '"'));
    }
}
