// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.undertone.batch.BatchPolicy;
import dev.undertone.event.shape.EventFields;
import dev.undertone.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScorerConfigTest {
    @Test
    void shouldHaveADefaultForEveryKey() {
        // When
        ScorerConfig config = config(Map.of());

        // Then
        assertThat(config.settings().entrySet().stream().map(Object::toString).toList())
                .containsExactly(
                        "application.id=Setting[value=undertone, source=DEFAULT]",
                        "application.server=Setting[value=, source=DEFAULT]",
                        "batch.linger.ms=Setting[value=20, source=DEFAULT]",
                        "batch.max.size=Setting[value=4096, source=DEFAULT]",
                        "batch.max.tokens=Setting[value=262144, source=DEFAULT]",
                        "bootstrap.servers=Setting[value=localhost:9092, source=DEFAULT]",
                        "errors.dead.letter.queue.topic.name=Setting[value=rejected-reviews, source=DEFAULT]",
                        "explain.sentences=Setting[value=false, source=DEFAULT]",
                        "explain.words=Setting[value=0, source=DEFAULT]",
                        "http.host=Setting[value=127.0.0.1, source=DEFAULT]",
                        "http.page=Setting[value=true, source=DEFAULT]",
                        "http.port=Setting[value=8080, source=DEFAULT]",
                        "http.score.waiting=Setting[value=10000, source=DEFAULT]",
                        "http.token=Setting[value=, source=DEFAULT]",
                        "input.envelope=Setting[value=none, source=DEFAULT]",
                        "input.format=Setting[value=auto, source=DEFAULT]",
                        "input.id.field=Setting[value=id, source=DEFAULT]",
                        "input.max.bytes=Setting[value=524288, source=DEFAULT]",
                        "input.min.known=Setting[value=0.0, source=DEFAULT]",
                        "input.string.as=Setting[value=reject, source=DEFAULT]",
                        "input.text.field=Setting[value=text, source=DEFAULT]",
                        "input.topic=Setting[value=reviews, source=DEFAULT]",
                        "input.updates=Setting[value=all, source=DEFAULT]",
                        "log.format=Setting[value=text, source=DEFAULT]",
                        "model.path=Setting[value=model, source=DEFAULT]",
                        "model.reload.interval.ms=Setting[value=5000, source=DEFAULT]",
                        "model.shadow.path=Setting[value=, source=DEFAULT]",
                        "neutral.band=Setting[value=0.0, source=DEFAULT]",
                        "otel=Setting[value=auto, source=DEFAULT]",
                        "output.cloudevents=Setting[value=none, source=DEFAULT]",
                        "output.fields=Setting[value=, source=DEFAULT]",
                        "output.format=Setting[value=json, source=DEFAULT]",
                        "output.headers=Setting[value=*, source=DEFAULT]",
                        "output.timestamp=Setting[value=input, source=DEFAULT]",
                        "output.topic=Setting[value=scored-reviews, source=DEFAULT]",
                        "processing.guarantee=Setting[value=exactly_once_v2, source=DEFAULT]",
                        "schema.registry.basic.auth.user.info=Setting[value=, source=DEFAULT]",
                        "schema.registry.bearer.auth.token=Setting[value=, source=DEFAULT]",
                        "schema.registry.id.bytes=Setting[value=4, source=DEFAULT]",
                        "schema.registry.id.kind=Setting[value=content, source=DEFAULT]",
                        "schema.registry.ssl.keystore.location=Setting[value=, source=DEFAULT]",
                        "schema.registry.ssl.keystore.password=Setting[value=, source=DEFAULT]",
                        "schema.registry.ssl.truststore.location=Setting[value=, source=DEFAULT]",
                        "schema.registry.ssl.truststore.password=Setting[value=, source=DEFAULT]",
                        "schema.registry.timeout.ms=Setting[value=5000, source=DEFAULT]",
                        "schema.registry.url=Setting[value=, source=DEFAULT]",
                        "shutdown.timeout.ms=Setting[value=30000, source=DEFAULT]",
                        "threads=Setting[value=1, source=DEFAULT]",
                        "topics.create=Setting[value=true, source=DEFAULT]",
                        "trends.alert.drop=Setting[value=0.2, source=DEFAULT]",
                        "trends.alerts.topic=Setting[value=sentiment-alerts, source=DEFAULT]",
                        "trends.by=Setting[value=, source=DEFAULT]",
                        "trends.grace=Setting[value=10m, source=DEFAULT]",
                        "trends.history=Setting[value=48, source=DEFAULT]",
                        "trends.max.entries=Setting[value=250000, source=DEFAULT]",
                        "trends.min.reviews=Setting[value=20, source=DEFAULT]",
                        "trends.significance=Setting[value=0.01, source=DEFAULT]",
                        "trends.topic=Setting[value=sentiment-trends, source=DEFAULT]",
                        "trends.window=Setting[value=1h, source=DEFAULT]");
    }

    @Test
    void shouldGiveTheDefaultsAsValues() {
        // When
        ScorerConfig config = config(Map.of());

        // Then
        assertThat(values(config))
                .containsExactly(
                        "localhost:9092",
                        "undertone",
                        new Topics("reviews", "scored-reviews", "rejected-reviews"),
                        true,
                        EventFields.defaults(),
                        524_288,
                        Path.of("model"),
                        new BatchPolicy(4096, 262_144, Duration.ofMillis(20)),
                        0.0,
                        0.0,
                        "127.0.0.1",
                        8080);
    }

    @Test
    void shouldGiveWhatWasSetAsValues() {
        // When
        ScorerConfig config = config(Map.ofEntries(
                Map.entry("bootstrap.servers", "a:1,b:2"),
                Map.entry("application.id", "app"),
                Map.entry("input.topic", "in"),
                Map.entry("output.topic", "out"),
                Map.entry("errors.dead.letter.queue.topic.name", "dead"),
                Map.entry("topics.create", "false"),
                Map.entry("input.text.field", "body"),
                Map.entry("input.id.field", "key"),
                Map.entry("input.max.bytes", "1000"),
                Map.entry("input.min.known", "0.25"),
                Map.entry("output.fields", "productId, rating"),
                Map.entry("model.path", "/models/7"),
                Map.entry("batch.max.size", "8"),
                Map.entry("batch.max.tokens", "900"),
                Map.entry("batch.linger.ms", "5"),
                Map.entry("neutral.band", "0.2"),
                Map.entry("http.host", "0.0.0.0"),
                Map.entry("http.port", "-1")));

        // Then
        assertThat(values(config))
                .containsExactly(
                        "a:1,b:2",
                        "app",
                        new Topics("in", "out", "dead"),
                        false,
                        new EventFields("body", "key", List.of("productId", "rating")),
                        1000,
                        Path.of("/models/7"),
                        new BatchPolicy(8, 900, Duration.ofMillis(5)),
                        0.25,
                        0.2,
                        "0.0.0.0",
                        -1);
    }

    @ParameterizedTest
    @CsvSource({
        "batch.max.size, 1", "batch.max.size, 16384",
        "batch.max.tokens, 1", "batch.max.tokens, 131072",
        "batch.linger.ms, 0", "batch.linger.ms, 10000",
        "input.max.bytes, 1", "input.max.bytes, 67108864",
        "neutral.band, 0", "neutral.band, 0.99",
        "input.min.known, 0", "input.min.known, 1",
        "threads, 1", "threads, 256",
        "http.port, -1", "http.port, 65535",
        "processing.guarantee, exactly_once_v2", "processing.guarantee, at_least_once"
    })
    void shouldTakeAValueAtItsBound(String key, String value) {
        assertThatCode(() -> config(Map.of(key, value))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {"''|none", "' '|none", "','|none", "a|a", "a, b,,c|a b c", "*|*"})
    void shouldReadTheCarriedFieldsAsAList(String value, String fields) {
        // When
        EventFields eventFields = config(Map.of("output.fields", value)).eventFields();

        // Then
        List<String> expected = fields == null ? List.of() : List.of(fields.split(" "));
        assertThat(eventFields).isEqualTo(new EventFields("text", "id", expected));
    }

    @Test
    void shouldPassKafkasOwnKeysToItsClients() {
        // Given
        Map<String, String> given = Map.of(
                "bootstrap.servers", "a:1",
                "threads", "3",
                "kafka.security.protocol", "SASL_SSL",
                "kafka.consumer.max.poll.records", "50");

        // When
        Map<String, Object> properties = config(given).clientProperties();

        // Then
        assertThat(properties)
                .isEqualTo(Map.of(
                        "bootstrap.servers", "a:1",
                        "security.protocol", "SASL_SSL",
                        "consumer.max.poll.records", "50"));
    }

    @Test
    void shouldTellSecretsFromTheRest() {
        // When
        List<String> secrets = Stream.of(
                        "kafka.sasl.jaas.config",
                        "kafka.ssl.keystore.password",
                        "kafka.ssl.key.password",
                        "kafka.ssl.keystore.key",
                        "kafka.sasl.oauthbearer.client.credentials.client.secret",
                        "kafka.basic.auth.token",
                        "kafka.sasl.mechanism",
                        "kafka.ssl.keystore.location",
                        "kafka.security.protocol",
                        "bootstrap.servers",
                        "http.token",
                        "batch.max.tokens")
                .filter(ScorerConfig::isSecret)
                .toList();

        // Then
        assertThat(secrets)
                .containsExactly(
                        "kafka.sasl.jaas.config",
                        "kafka.ssl.keystore.password",
                        "kafka.ssl.key.password",
                        "kafka.ssl.keystore.key",
                        "kafka.sasl.oauthbearer.client.credentials.client.secret",
                        "kafka.basic.auth.token",
                        "http.token");
    }

    static ScorerConfig config(Map<String, String> commandLine) {
        return ScorerConfig.of(Settings.gather(Map.of(), Optional.empty(), Map.of(), commandLine));
    }

    private static List<Object> values(ScorerConfig config) {
        return List.of(
                config.bootstrapServers(),
                config.applicationId(),
                config.topics(),
                config.createsTopics(),
                config.eventFields(),
                config.inputMaxBytes(),
                config.modelPath(),
                config.batchPolicy(),
                config.inputMinKnown(),
                config.neutralBand(),
                config.httpHost(),
                config.httpPort());
    }
}
