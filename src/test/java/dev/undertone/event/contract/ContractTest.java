// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.undertone.deadletter.DeadLetterHeaders;
import dev.undertone.event.ScoredEventWriter;
import dev.undertone.event.schema.AvroScoreWriter;
import dev.undertone.kafka.TopicPartitionOffset;
import dev.undertone.review.Explanation;
import dev.undertone.review.Label;
import dev.undertone.review.ModelId;
import dev.undertone.review.Probabilities;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Rejected;
import dev.undertone.review.Scored;
import dev.undertone.review.SentenceScore;
import dev.undertone.review.WeightedText;
import dev.undertone.testing.GeneratedDocument;
import dev.undertone.testing.Records;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written is what the schemas say, and the schemas are those that are checked in. */
class ContractTest {
    private static final Path FOLDER = Path.of("docs", "contract");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00.120Z");
    private static final ModelId MODEL = new ModelId("m", "1.0.0");

    @Test
    void shouldGiveEachOfSeveralTopicsAChannel() {
        // When
        JsonNode named = AsyncApi.document("0.2.0", List.of("a", "b"), "", List.of("scored"), "dead");
        JsonNode pattern = AsyncApi.document("0.2.0", List.of("{topic}"), "r.+", List.of("scored-{topic}"), "dead");

        // Then
        assertThat(named.get("channels").fieldNames())
                .toIterable()
                .containsExactly("reviews-a", "reviews-b", "scores", "deadLetters");
        assertThat(named.get("operations").fieldNames())
                .toIterable()
                .containsExactly("receiveReview-a", "receiveReview-b", "sendScoredReview", "sendRejectedReview");
        assertThat(named.at("/channels/reviews-b/address").asText()).isEqualTo("b");
        assertThat(pattern.at("/channels/scores/address").asText()).isEqualTo("scored-{topic}");
        assertThat(pattern.at("/channels/scores/parameters/topic/description").asText())
                .isEqualTo("The name of a topic of reviews, which matches r.+");
    }

    @Test
    void shouldBeCheckedIn() throws IOException {
        assertCheckedIn("scored-review.schema.json", JsonSchemas.ofScores());
        assertCheckedIn("rejected-review-headers.schema.json", JsonSchemas.ofLetterHeaders());
        assertCheckedIn("scored-review.avsc", AvroContract.ofScores());
        assertCheckedIn("scored-review.connect.json", ConnectContract.ofScores());
        assertCheckedIn(
                "asyncapi.json",
                AsyncApi.document("0.2.0", List.of("reviews"), "", List.of("scored-reviews"), "rejected-reviews"));
    }

    @Test
    void shouldDescribeEveryScoredEvent() throws IOException {
        JsonSchema schema = schema(JsonSchemas.ofScores());
        for (Scored scored : scores()) {
            for (Map<String, JsonNode> carried : carried()) {
                JsonNode event = JSON.readTree(new ScoredEventWriter().write("a", scored, NOW, carried));
                assertThat(schema.validate(event)).isEmpty();
                // Nothing is written that is not described.
                List<String> described = ScoredEventContract.FIELDS.stream()
                        .map(EventField::name)
                        .toList();
                assertThat(described)
                        .containsAll(event.properties().stream()
                                .map(Map.Entry::getKey)
                                .toList());
            }
        }
    }

    @Test
    void shouldFindFaultWithAnEventThatIsNone() throws IOException {
        JsonSchema schema = schema(JsonSchemas.ofScores());
        ObjectNode event =
                (ObjectNode) JSON.readTree(new ScoredEventWriter().write("a", scores().get(0), NOW, Map.of()));
        assertThat(schema.validate(event.deepCopy().put("score", 1.5))).isNotEmpty();
        assertThat(schema.validate(event.deepCopy().put("label", "good"))).isNotEmpty();
        assertThat(schema.validate(event.deepCopy().without("model"))).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(RejectReason.class)
    void shouldDescribeTheHeadersOfEveryDeadLetter(RejectReason reason) {
        // When
        ObjectNode headers = JSON.createObjectNode();
        for (Header header : DeadLetterHeaders.headers(
                new RecordHeaders(), new TopicPartitionOffset("reviews", 0, 7), new Rejected(reason, "why"))) {
            headers.put(header.key(), Records.text(header.value()));
        }

        // Then
        assertThat(schema(JsonSchemas.ofLetterHeaders()).validate(headers)).isEmpty();
        assertThat(schema(JsonSchemas.ofLetterHeaders()).validate(headers.put("undertone.reason", "NO")))
                .isNotEmpty();
    }

    @Test
    void shouldWriteInAvroWhatIsWrittenInJson() throws IOException {
        Schema schema = new Schema.Parser().parse(AvroContract.ofScores().toString());
        for (Scored scored : scores()) {
            for (Map<String, JsonNode> carried : carried()) {
                // When
                byte[] bytes = new AvroScoreWriter().write("a", scored, NOW, carried);
                GenericData.Record read = new GenericDatumReader<GenericData.Record>(schema)
                        .read(null, DecoderFactory.get().binaryDecoder(bytes, null));

                // Then
                JsonNode json = JSON.readTree(new ScoredEventWriter().write("a", scored, NOW, carried));
                assertThat(read.get("id")).hasToString(json.get("id").asText());
                assertThat(read.get("label")).hasToString(json.get("label").asText());
                for (String number : List.of("score", "probability", "confidence", "known")) {
                    assertThat(read.get(number)).isEqualTo(json.get(number).asDouble());
                }
                assertThat(read.get("tokens")).isEqualTo(json.get("tokens").asInt());
                assertThat(read.get("scoredAt")).isEqualTo(NOW.toEpochMilli());
                assertThat(read.get("probabilities") == null).isEqualTo(!json.has("probabilities"));
                assertThat(read.get("why") == null).isEqualTo(!json.has("why"));
                assertThat(read.get("sentences") == null).isEqualTo(!json.has("sentences"));
                if (json.has("why")) {
                    assertThat(read.get("why").toString())
                            .isEqualTo("[{\"text\": \"warm\", \"offset\": 2, \"length\": 4, \"weight\": 0.25}]");
                }
                assertThat(read.get("review") == null).isEqualTo(carried.isEmpty());
                if (!carried.isEmpty()) {
                    assertThat(read.get("review")).hasToString("{name=A, tags=[1,null]}");
                }
            }
        }
        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(schema, schema)
                        .getType())
                .isEqualTo(SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE);
    }

    @Test
    void shouldMakeStructsInKafkaConnect() {
        // Given
        JsonConverter converter = new JsonConverter();
        converter.configure(
                Map.of(
                        "schemas.enable",
                        "true",
                        "schema.content",
                        ConnectContract.ofScores().toString()),
                false);
        for (Scored scored : scores()) {
            // When
            SchemaAndValue value = converter.toConnectData(
                    "scored-reviews",
                    new ScoredEventWriter().write("a", scored, NOW, carried().get(1)));

            // Then
            Struct struct = (Struct) value.value();
            struct.validate();
            assertThat(struct.getString("label")).isEqualTo(scored.label().text());
            assertThat(struct.getStruct("model").getString("version")).isEqualTo("1.0.0");
            assertThat(struct.get("probabilities") == null)
                    .isEqualTo(scored.probabilities().isEmpty());
        }
    }

    private static List<Scored> scores() {
        List<Scored> scores = new ArrayList<>();
        for (double probability : new double[] {0, 0.000001, 0.3, 0.5, 0.999999, 1}) {
            scores.add(new Scored(
                    probability < 0.5 ? Label.NEGATIVE : Label.POSITIVE, probability, 12, probability == 1, MODEL));
            Probabilities three = Probabilities.of(0.4, probability);
            Explanation explanation = new Explanation(
                    Optional.of(List.of(new WeightedText("warm", 2, 4, 0.25))),
                    Optional.of(List.of(new SentenceScore(0, 6, 0.5))));
            scores.add(new Scored(Label.NEUTRAL, probability, Optional.of(three), 7, 3, false, MODEL, explanation));
        }
        return scores;
    }

    private static List<Map<String, JsonNode>> carried() {
        ObjectNode review = JSON.createObjectNode().put("name", "A");
        review.putArray("tags").add(1).addNull();
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        review.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return List.of(Map.of(), fields);
    }

    private static JsonSchema schema(JsonNode document) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(document);
    }

    private static void assertCheckedIn(String file, JsonNode document) throws IOException {
        GeneratedDocument.assertUpToDate(
                FOLDER.resolve(file), JSON.writeValueAsString(document) + "\n", ContractTest.class);
    }
}
