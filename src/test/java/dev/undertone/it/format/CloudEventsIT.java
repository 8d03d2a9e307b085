// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.format;

import static dev.undertone.testing.Records.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.TinyModel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the SDKs of others make of scores that are CloudEvents, and of the document that describes the topics. */
class CloudEventsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Ids that are no subjects as they are, or need care in headers, among plain ones. */
    private static final List<String> IDS =
            List.of("a-1", "é 好 😀", "with \\\"quotes\\\"", "a\\nb", "", "\\u0000", "\\ud83d", "%41 + ,;=", "7");

    @TempDir
    private Path folder;

    @BeforeAll
    static void requireNode() throws InterruptedException {
        NodeCheck.require(CloudEventsIT.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "structured"})
    void shouldBeReadByTheirSdk(String mode) throws Exception {
        try (Deployment deployment = new Deployment(
                        "output.cloudevents=" + mode,
                        "output.fields=*",
                        "explain.words=2",
                        "explain.sentences=true",
                        "model.path=" + TinyModel.writeExplainingTo(folder.resolve("model")))
                .start()) {
            // When: events of their own, with what describes those.
            List<ProducerRecord<byte[], byte[]>> reviews = new ArrayList<>();
            for (String id : IDS) {
                RecordHeaders headers = new RecordHeaders();
                headers.add("ce_id", bytes("theirs")).add("ce_specversion", bytes("0.3"));
                headers.add("content-type", bytes("application/cloudevents-batch+json"));
                headers.add("mine", new byte[] {(byte) 0xFF, 0});
                byte[] value = bytes("{\"id\":\"" + id + "\",\"text\":\"good 好 \\ud83d\\ude00\",\"list\":[2.5,null]}");
                reviews.add(new ProducerRecord<>(deployment.input, 0, null, bytes("k"), value, headers));
            }
            reviews.add(new ProducerRecord<>(deployment.input, 0, bytes("k"), bytes("{\"text\":\"bad\"}")));
            Deployment.send(reviews);
            List<ConsumerRecord<byte[], byte[]>> scores = Deployment.read(deployment.output, reviews.size());

            // Then
            List<String> read = NodeCheck.run(
                    "cloudevents.js", scores.stream().map(CloudEventsIT::line).toList());
            assertThat(read).hasSameSizeAs(scores);
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < read.size(); i++) {
                JsonNode event = JSON.readTree(read.get(i));
                JsonNode data = event.get("data").isTextual()
                        ? JSON.readTree(event.get("data").asText())
                        : event.get("data");
                assertThat(event.get("specversion").asText()).isEqualTo("1.0");
                assertThat(event.get("type").asText()).isEqualTo("dev.undertone.review.scored.v1");
                assertThat(event.get("source").asText()).startsWith("/undertone/");
                assertThat(event.get("datacontenttype").asText()).isEqualTo("application/json");
                assertThat(Instant.parse(event.get("time").asText()))
                        .isEqualTo(data.get("scoredAt").asText());
                assertThat(data.get("label").asText()).isIn("positive", "negative");
                ids.add(event.get("source").asText() + event.get("id").asText());
                boolean isSubject = i < IDS.size() && !List.of(3, 4, 5, 6).contains(i);
                if (isSubject || i == IDS.size()) {
                    assertThat(event.get("subject").asText())
                            .isEqualTo(data.get("id").asText());
                } else {
                    assertThat(event.has("subject")).isFalse();
                }
                if (i < IDS.size()) {
                    assertThat(data.at("/review/list").toString()).isEqualTo("[2.5,null]");
                }
            }
            assertThat(ids).hasSameSizeAs(scores);
        }
    }

    @Test
    void shouldFindNothingWrongWithTheDescriptionOfTheTopics() throws Exception {
        List<String> findings = NodeCheck.run(
                "asyncapi.js",
                List.of(),
                Path.of("docs", "contract", "asyncapi.json").toAbsolutePath().toString());

        // Then: but that there is a later version than the one that is asked for.
        assertThat(findings).last().isEqualTo("3.0.0");
        assertThat(findings.subList(0, findings.size() - 1))
                .allMatch(finding -> finding.startsWith("asyncapi-latest-version "));
    }

    /** A record as {@code cloudevents.js} reads it. */
    private static String line(ConsumerRecord<byte[], byte[]> record) {
        ObjectNode line = JSON.createObjectNode().put("value", record.value());
        ObjectNode headers = line.putObject("headers");
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value());
        }
        return line.toString();
    }
}
