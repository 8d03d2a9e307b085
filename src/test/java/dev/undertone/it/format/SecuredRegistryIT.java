// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.format;

import static dev.undertone.testing.Records.bytes;
import static dev.undertone.testing.Records.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.undertone.broker.Certificates;
import dev.undertone.event.schema.AvroValues;
import dev.undertone.registry.FakeRegistry;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.Distribution;
import dev.undertone.testing.TinyModel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON in and out by the schemas of a registry behind TLS that asks for a password. */
class SecuredRegistryIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STORE_PASSWORD = "correct-horse";
    private static final String USER_INFO = "scorer:s3cret";
    private static final String AUTHORIZATION =
            "Basic " + Base64.getEncoder().encodeToString(USER_INFO.getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path folder;

    private Path keys;
    private Path trusted;

    @BeforeEach
    void makeCertificates() throws Exception {
        keys = folder.resolve("registry.p12");
        Path certificate = folder.resolve("registry.pem");
        Certificates.make(keys, STORE_PASSWORD, "127.0.0.1", certificate);
        trusted = Certificates.trust(certificate, folder.resolve("trusted.p12"), STORE_PASSWORD);
    }

    @Test
    void shouldWriteScoresInJsonByTheSchemaThatIsRegistered() throws Exception {
        try (FakeRegistry registry = registry();
                Deployment deployment = deployment(
                        registry,
                        "schema.registry.ssl.truststore.location=" + trusted,
                        "output.format=json-schema",
                        "output.cloudevents=binary",
                        "output.fields=stars")) {
            deployment.startWith(Map.of(
                    "UNDERTONE_SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO", USER_INFO,
                    "UNDERTONE_SCHEMA_REGISTRY_SSL_TRUSTSTORE_PASSWORD", STORE_PASSWORD));

            // When: with a schema's id, without one, a delete, and what has to become a letter.
            byte[] framed = AvroValues.framed(7, bytes("{\"id\":\"a\",\"text\":\"good good\",\"stars\":5}"));
            byte[] plain = bytes("{\"id\":\"b\",\"text\":\"bad\",\"stars\":1}");
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (byte[] value : Arrays.asList(framed, plain, null, AvroValues.framed(8, plain))) {
                records.add(new ProducerRecord<>(deployment.input, 0, bytes("k"), value));
            }
            Deployment.send(records);
            List<ConsumerRecord<byte[], byte[]>> scored = Deployment.read(deployment.output, 3);

            // Then
            JsonNode registered = registry.registered(deployment.output + "-value");
            assertThat(registered.get("schemaType").asText()).isEqualTo("JSON");
            JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(registered.get("schema").asText());
            List<String> labels = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : scored.subList(0, 2)) {
                ByteBuffer frame = ByteBuffer.wrap(record.value());
                assertThat(frame.get()).isZero();
                assertThat(frame.getInt()).isEqualTo(registered.get("id").asInt());
                JsonNode score = JSON.readTree(record.value(), 5, record.value().length - 5);
                assertThat(schema.validate(score)).isEmpty();
                assertThat(schema.validate(((ObjectNode) score.deepCopy()).put("score", "high")))
                        .isNotEmpty();
                assertThat(header(record, "content-type")).isEqualTo("application/json");
                assertThat(header(record, "ce_type")).isEqualTo("dev.undertone.review.scored.v1");
                labels.add(score.get("id").asText() + " " + score.get("label").asText() + " " + score.get("review"));
            }
            assertThat(labels).containsExactly("a positive {\"stars\":5}", "b negative {\"stars\":1}");
            assertThat(scored.get(2).value()).isNull();
            assertThat(Deployment.read(deployment.deadLetters, 1))
                    .extracting(letter -> header(letter, "__streams.errors.message"))
                    .containsExactly("the schema registry has no schema id 8, which the value names");
            assertThat(deployment.scorer().err() + deployment.scorer().out() + deployment.get("/health/ready"))
                    .doesNotContain("s3cret", STORE_PASSWORD, AUTHORIZATION.substring(6));
        }
    }

    @Test
    void shouldNotStartWhereTheRegistryOrItselfIsNotTrusted() throws Exception {
        try (FakeRegistry registry = registry();
                Deployment untrusting = deployment(registry, "output.format=json-schema");
                Deployment untrusted = deployment(
                        registry,
                        "output.format=json-schema",
                        "schema.registry.ssl.truststore.location=" + trusted,
                        "schema.registry.ssl.truststore.password=" + STORE_PASSWORD,
                        "schema.registry.bearer.auth.token=s3cret-of-old")) {
            Distribution.Result first = Distribution.run(arguments(untrusting));
            assertThat(first.exitCode()).isEqualTo(2);
            assertThat(first.err())
                    .contains("the schema registry at " + registry.url() + " shows a certificate that is not trusted (")
                    .contains("the file that schema.registry.ssl.truststore.location names");

            Distribution.Result second = Distribution.run(arguments(untrusted));
            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.err())
                    .contains("the schema registry at " + registry.url() + " does not let the scorer in (status 401)")
                    .contains("schema.registry.bearer.auth.token")
                    .doesNotContain("s3cret", STORE_PASSWORD);
        }
    }

    private FakeRegistry registry() throws Exception {
        FakeRegistry registry = new FakeRegistry(Certificates.server(keys, STORE_PASSWORD), false);
        registry.requireAuthorization(AUTHORIZATION);
        registry.put("7", "JSON", "{}");
        return registry;
    }

    private Deployment deployment(FakeRegistry registry, String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("schema.registry.url=" + registry.url());
        all.add("model.path=" + TinyModel.writeTo(folder.resolve("model")));
        return new Deployment(all.toArray(String[]::new));
    }

    private static String[] arguments(Deployment deployment) {
        List<String> arguments = new ArrayList<>(List.of("run"));
        deployment.settings().forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return arguments.toArray(String[]::new);
    }
}
