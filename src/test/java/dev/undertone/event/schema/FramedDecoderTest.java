// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.schema;

import static dev.undertone.event.schema.AvroValues.REVIEW;
import static dev.undertone.event.schema.AvroValues.framed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.event.Decoded;
import dev.undertone.event.Deletion;
import dev.undertone.event.HeaderValues;
import dev.undertone.event.ReviewEvent;
import dev.undertone.event.Undecodable;
import dev.undertone.event.shape.Envelope;
import dev.undertone.event.shape.EventFields;
import dev.undertone.event.shape.EventShape;
import dev.undertone.event.shape.InputFormat;
import dev.undertone.event.shape.Updates;
import dev.undertone.registry.RegisteredSchema;
import dev.undertone.registry.SchemaRef;
import dev.undertone.testing.Records;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FramedDecoderTest {
    private static final int LIMIT = 100_000;
    private static final EventFields FIELDS = new EventFields("text", "id", List.of("stars"));

    private final Map<String, RegisteredSchema> schemas = new HashMap<>();

    FramedDecoderTest() {
        schemas.put("schema id 1", new RegisteredSchema("AVRO", REVIEW, List.of()));
        schemas.put("schema id 2", new RegisteredSchema("JSON", "{}", List.of()));
        schemas.put("schema id 3", new RegisteredSchema("PROTOBUF", "syntax = \"proto3\";", List.of()));
        schemas.put("schema id 4", new RegisteredSchema("AVRO", "{\"type\":\"record\"", List.of()));
        schemas.put(
                "schema id 5",
                new RegisteredSchema(
                        "AVRO",
                        "{\"type\":\"record\",\"name\":\"N\",\"fields\":[{\"name\":\"n\",\"type\":[\"null\",\"N\"]},"
                                + "{\"name\":\"text\",\"type\":\"string\"}]}",
                        List.of()));
        schemas.put(
                "schema id 6",
                new RegisteredSchema(
                        "AVRO",
                        "{\"type\":\"record\",\"name\":\"L\",\"fields\":[{\"name\":\"l\",\"type\":{\"type\":\"array\","
                                + "\"items\":\"null\"}},{\"name\":\"text\",\"type\":\"string\"}]}",
                        List.of()));
        schemas.put("global schema id 9", new RegisteredSchema("AVRO", REVIEW, List.of()));
    }

    @Test
    void shouldReadAvroBehindAFrame() throws Exception {
        Map<String, Object> fields = Map.of("id", "a", "text", "so good 😀 \uFFFD", "stars", 4);
        assertThat(auto().decode(framed(1, AvroValues.record(REVIEW, fields)), HeaderValues.NONE))
                .isEqualTo(new ReviewEvent(
                        Optional.of("a"), "so good 😀 \uFFFD", Map.of("stars", new ObjectMapper().readTree("4"))));
    }

    @Test
    void shouldReadJsonBehindAFrameAndWithoutOne() {
        ReviewEvent expected = new ReviewEvent(Optional.of("a"), "x", Map.of());
        byte[] json = Records.bytes("{\"id\":\"a\",\"text\":\"x\"}");
        assertThat(auto().decode(framed(2, json), HeaderValues.NONE)).isEqualTo(expected);
        assertThat(auto().decode(json, HeaderValues.NONE)).isEqualTo(expected);
        FramedDecoder withoutRegistry = FramedDecoder.ofJson(EventShape.plain(FIELDS), LIMIT, 4);
        assertThat(withoutRegistry.decode(framed(4711, json), HeaderValues.NONE))
                .isEqualTo(expected);
        assertThat(withoutRegistry.isReady(framed(4711, json), HeaderValues.NONE))
                .isTrue();
    }

    @Test
    void shouldFindTheSchemaInAHeader() {
        byte[] value = AvroValues.record(REVIEW, Map.of("id", "a", "text", "x"));
        for (Map.Entry<String, byte[]> header : Map.of(
                        "apicurio.value.contentId",
                                ByteBuffer.allocate(8).putLong(1).array(),
                        "apicurio.value.globalId",
                                ByteBuffer.allocate(8).putLong(9).array(),
                        "__value_schema_id", ByteBuffer.allocate(5).putInt(1, 1).array())
                .entrySet()) {
            HeaderValues headers = name -> name.equals(header.getKey()) ? header.getValue() : null;
            assertThat(auto().decode(value, headers)).as(header.getKey()).isInstanceOf(ReviewEvent.class);
        }
    }

    @Test
    void shouldReadIdsOfEightBytes() {
        byte[] value = AvroValues.record(REVIEW, Map.of("id", "a", "text", "x"));
        byte[] framed = ByteBuffer.allocate(9 + value.length)
                .put((byte) 0)
                .putLong(9)
                .put(value)
                .array();
        FramedDecoder decoder = decoder(EventShape.plain(FIELDS), InputFormat.AVRO, SchemaRef.Kind.GLOBAL, 8);
        assertThat(decoder.decode(framed, HeaderValues.NONE)).isInstanceOf(ReviewEvent.class);
    }

    @Test
    void shouldNameWhatASchemaIsNot() {
        byte[] value = AvroValues.record(REVIEW, Map.of("id", "a", "text", "x"));
        assertThat(detail(framed(77, value)))
                .isEqualTo("the schema registry has no schema id 77, which the value names");
        assertThat(detail(framed(Integer.MIN_VALUE, value)))
                .isEqualTo("no schema registry has schema id 2147483648, which the value names");
        assertThat(detail(framed(-1, value)))
                .isEqualTo("no schema registry has schema id 4294967295, which the value names");
        assertThat(detail(framed(3, value)))
                .isEqualTo(
                        "the schema with schema id 3 is of the type PROTOBUF, and values of AVRO and JSON alone are read; convert the topic to one of them");
        assertThat(detail(framed(4, value))).isEqualTo("the schema with schema id 4 is no valid schema of Avro");
        assertThat(detail(framed(2, value))).startsWith("the value is no valid JSON");
        for (int length = 1; length < 5; length++) {
            assertThat(detail(new byte[length]))
                    .isEqualTo("the value ends within the frame of a schema registry, which has 5 bytes");
        }
    }

    @Test
    void shouldRejectWhatIsCutOffOrGoesOn() {
        byte[] value = framed(1, AvroValues.record(REVIEW, Map.of("id", "a", "text", "so good", "stars", 4)));
        for (int length = 5; length < value.length; length++) {
            assertThat(detail(Arrays.copyOf(value, length)))
                    .startsWith("the value is not of the schema with schema id 1");
        }
        assertThat(detail(Arrays.copyOf(value, value.length + 1)))
                .isEqualTo("the value is not of the schema with schema id 1: it goes on behind its end");
    }

    @Test
    void shouldNotMakeWhatAValueOnlyClaimsToHave() {
        // A string of 2^40 bytes, a list of 2^60 nulls, a list in a list for ever, a branch and bytes that are none.
        assertThat(detail(
                        framed(1, new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x40})))
                .endsWith("it claims to be longer than it is");
        byte[] many = {(byte) 0xFE, -1, -1, -1, -1, -1, -1, -1, 0x1F, 0, 2, 'x'};
        assertThat(detail(framed(6, many))).endsWith("it claims to have more elements than bytes");
        byte[] deep = new byte[50_000];
        Arrays.fill(deep, (byte) 2);
        assertThat(detail(framed(5, deep))).endsWith("it is nested deeper than 500 levels");
        assertThat(detail(framed(1, new byte[] {0, 8, 0}))).endsWith("it names a branch that its schema does not have");
        assertThat(detail(framed(1, new byte[] {0, 0, 2, 2, (byte) 0xC3}))).contains("schema id 1");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldAnswerWhateverTheBytesAre(long seed) {
        Random random = new Random(seed);
        FramedDecoder decoder = auto();
        byte[] good = AvroValues.record(REVIEW, Map.of("id", "a", "text", "so good", "stars", 4));
        for (int i = 0; i < 20_000; i++) {
            byte[] value = framed(1 + random.nextInt(6), good);
            for (int j = 0; j <= random.nextInt(4); j++) {
                value[random.nextInt(value.length)] = (byte) random.nextInt(256);
            }
            Decoded decoded = decoder.decode(value, HeaderValues.NONE);
            assertThat(decoded).isNotNull();
        }
    }

    @Test
    void shouldReadEveryTypeOfAvroAsJsonWouldHaveIt() throws Exception {
        // Given
        Schema schema = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"A\",\"fields\":["
                        + "{\"name\":\"text\",\"type\":\"string\"},{\"name\":\"d\",\"type\":\"double\"},"
                        + "{\"name\":\"b\",\"type\":\"boolean\"},{\"name\":\"l\",\"type\":\"long\"},"
                        + "{\"name\":\"e\",\"type\":{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"X\",\"Y\"]}},"
                        + "{\"name\":\"p\",\"type\":{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":9,\"scale\":2}},"
                        + "{\"name\":\"x\",\"type\":{\"type\":\"fixed\",\"name\":\"F\",\"size\":2}},"
                        + "{\"name\":\"tags\",\"type\":{\"type\":\"array\",\"items\":\"string\"}},"
                        + "{\"name\":\"m\",\"type\":{\"type\":\"map\",\"values\":[\"null\",\"int\"]}}]}");
        schemas.put("schema id 8", new RegisteredSchema("AVRO", schema.toString(), List.of()));
        GenericData.Record record = new GenericData.Record(schema);
        record.put("text", "t");
        record.put("d", 0.5);
        record.put("b", true);
        record.put("l", Long.MAX_VALUE);
        record.put("e", new GenericData.EnumSymbol(schema.getField("e").schema(), "Y"));
        record.put("p", ByteBuffer.wrap(new BigDecimal("12.50").unscaledValue().toByteArray()));
        record.put("x", new GenericData.Fixed(schema.getField("x").schema(), new byte[] {1, 2}));
        record.put("tags", List.of("a", "b"));
        Map<String, Object> map = new HashMap<>();
        map.put("n", null);
        record.put("m", map);
        FramedDecoder all = decoder(
                EventShape.plain(new EventFields("text", "id", List.of("*"))),
                InputFormat.AVRO,
                SchemaRef.Kind.CONTENT,
                4);

        // When
        ReviewEvent event = (ReviewEvent) all.decode(framed(8, AvroValues.write(schema, record)), HeaderValues.NONE);

        // Then
        assertThat(new ObjectMapper().writeValueAsString(event.carried()))
                .isEqualTo("{\"text\":\"t\",\"d\":0.5,\"b\":true,\"l\":9223372036854775807,\"e\":\"Y\",\"p\":12.50,"
                        + "\"x\":\"AQI=\",\"tags\":[\"a\",\"b\"],\"m\":{\"n\":null}}");
        FramedDecoder some = decoder(
                EventShape.plain(new EventFields("/tags/1", "/l", List.of())),
                InputFormat.AVRO,
                SchemaRef.Kind.CONTENT,
                4);
        assertThat(some.decode(framed(8, AvroValues.write(schema, record)), HeaderValues.NONE))
                .isEqualTo(new ReviewEvent(Optional.of("9223372036854775807"), "b", Map.of()));
    }

    @Test
    void shouldOpenDebeziumsEnvelopeInAvro() {
        // Given
        String row = "{\"type\":\"record\",\"name\":\"Value\",\"fields\":[{\"name\":\"id\",\"type\":\"int\"},"
                + "{\"name\":\"text\",\"type\":\"string\"}]}";
        Schema schema = new Schema.Parser()
                .parse(
                        "{\"type\":\"record\",\"name\":\"Envelope\",\"fields\":[{\"name\":\"before\",\"type\":[\"null\","
                                + row
                                + "]},{\"name\":\"after\",\"type\":[\"null\",\"Value\"]},{\"name\":\"op\",\"type\":\"string\"}]}");
        schemas.put("schema id 8", new RegisteredSchema("AVRO", schema.toString(), List.of()));
        GenericData.Record value = new GenericData.Record(new Schema.Parser().parse(row));
        value.put("id", 7);
        value.put("text", "x");
        GenericData.Record change = new GenericData.Record(schema);
        change.put("after", value);
        change.put("op", "c");
        GenericData.Record delete = new GenericData.Record(schema);
        delete.put("before", value);
        delete.put("op", "d");

        for (Envelope envelope : List.of(Envelope.DEBEZIUM, Envelope.AUTO)) {
            FramedDecoder decoder = decoder(
                    new EventShape(EventFields.defaults(), envelope, Updates.ALL),
                    InputFormat.AUTO,
                    SchemaRef.Kind.CONTENT,
                    4);
            assertThat(decoder.decode(framed(8, AvroValues.write(schema, change)), HeaderValues.NONE))
                    .isEqualTo(new ReviewEvent(Optional.of("7"), "x", Map.of()));
            assertThat(decoder.decode(framed(8, AvroValues.write(schema, delete)), HeaderValues.NONE))
                    .isEqualTo(new Deletion());
        }
    }

    @Test
    void shouldReadASchemaThatBuildsOnAnother() {
        schemas.put(
                "schema id 8",
                new RegisteredSchema(
                        "AVRO",
                        "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"b\",\"type\":\"n.Body\"}]}",
                        List.of(
                                "{\"type\":\"record\",\"namespace\":\"n\",\"name\":\"Body\",\"fields\":[{\"name\":\"text\",\"type\":\"string\"}]}")));
        FramedDecoder decoder = decoder(
                EventShape.plain(new EventFields("/b/text", "id", List.of())),
                InputFormat.AVRO,
                SchemaRef.Kind.CONTENT,
                4);
        assertThat(decoder.decode(framed(8, new byte[] {2, 'x'}), HeaderValues.NONE))
                .isEqualTo(new ReviewEvent(Optional.empty(), "x", Map.of()));
    }

    private FramedDecoder auto() {
        return decoder(EventShape.plain(FIELDS), InputFormat.AUTO, SchemaRef.Kind.CONTENT, 4);
    }

    private FramedDecoder decoder(EventShape shape, InputFormat format, SchemaRef.Kind kind, int bytes) {
        return FramedDecoder.of(
                format,
                shape,
                LIMIT,
                kind,
                bytes,
                ref -> Optional.ofNullable(schemas.get(ref.toString())),
                System::nanoTime);
    }

    private String detail(byte[] value) {
        return ((Undecodable) auto().decode(value, HeaderValues.NONE))
                .rejection()
                .detail();
    }
}
