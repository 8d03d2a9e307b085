// SPDX-License-Identifier: Apache-2.0
package dev.undertone.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryClientTest {
    private static final SchemaRef SEVEN = new SchemaRef(SchemaRef.Kind.CONTENT, "7");

    private final FakeRegistry registry = new FakeRegistry();
    private final RegistryClient client = client(registry.url() + "/", Optional.of("Bearer s3cret"));

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void shouldFetchASchemaWithThoseThatItBuildsOn() {
        // Given
        registry.put("7", "AVRO", "\"string\"");
        registry.refer("7", "a.B", "b-subject", "\"int\"");

        // Then
        assertThat(client.fetch(SEVEN)).contains(new RegisteredSchema("AVRO", "\"string\"", List.of("\"int\"")));
        assertThat(registry.lastAuthorization()).isEqualTo("Bearer s3cret");
    }

    @Test
    void shouldTellThatThereIsNoneFromAWrongAddress() {
        assertThat(client.fetch(SEVEN)).isEmpty();
        registry.refuseWith(404);
        assertThat(client.fetch(SEVEN)).isEmpty();
        registry.refuseWith(0);
        RegistryClient wrong = client(registry.url() + "/nowhere", Optional.empty());
        assertThatThrownBy(() -> wrong.fetch(SEVEN)).hasMessageContaining("status 404 and not as a registry does");
    }

    @ParameterizedTest
    @CsvSource({
        "500, not as a registry does",
        "503, not as a registry does",
        "401, does not let the scorer in",
        "429, not as"
    })
    void shouldSayWhatIsWrongWithoutTheSecret(int status, String says) {
        // Given
        registry.refuseWith(status);

        // Then
        assertThatThrownBy(() -> client.fetch(SEVEN))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining(says)
                .hasMessageContaining(Integer.toString(status))
                .hasMessageContaining(registry.url())
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void shouldSayThatNobodyAnswersWithinItsTime() throws Exception {
        registry.kill();
        assertThatThrownBy(() -> client.fetch(SEVEN)).hasMessageContaining("does not answer");
        try (ServerSocket silent = new ServerSocket(0)) {
            RegistryClient waiting = client("http://127.0.0.1:" + silent.getLocalPort(), Optional.empty());
            assertThatThrownBy(() -> waiting.fetch(SEVEN)).hasMessageContaining("does not answer");
        }
        registry.start();
    }

    @Test
    void shouldRegisterASchemaOrSayWhyNot() {
        // When
        int id = client.register("scored-value", "JSON", "{}");

        // Then
        assertThat(registry.registered("scored-value").get("id").asInt()).isEqualTo(id);
        assertThat(registry.registered("scored-value").get("schemaType").asText())
                .isEqualTo("JSON");
        registry.refuseWith(409);
        assertThatThrownBy(() -> client.register("scored-value", "AVRO", "\"int\""))
                .hasMessageContaining("does not take the schema of subject scored-value (no)")
                .matches(thrown -> ((RegistryException) thrown).isRefused());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host", "host:8081", "http://", "http://user:s3cret@host:1"})
    void shouldRefuseAnAddressThatIsNone(String url) {
        assertThatThrownBy(() -> client(url, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3cret");
    }

    static RegistryClient client(String url, Optional<String> authorization) {
        return new RegistryClient(
                new RegistryAccess(URI.create(url), authorization, Optional.empty(), Duration.ofMillis(500)));
    }
}
