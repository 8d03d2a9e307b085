// SPDX-License-Identifier: Apache-2.0
package dev.undertone.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.broker.Certificates;
import dev.undertone.config.ScorerConfig;
import dev.undertone.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry behind TLS that wants to know who asks, reached by the keys that users have. */
class SecuredRegistryTest {
    private static final SchemaRef SEVEN = new SchemaRef(SchemaRef.Kind.CONTENT, "7");
    private static final String HOST = "127.0.0.1";
    private static final String PASSWORD = "correct-horse";

    @TempDir
    private static Path folder;

    private static Path keys;
    private static Path trusted;

    @BeforeAll
    static void makeCertificates() throws Exception {
        keys = folder.resolve("registry.p12");
        Path certificate = folder.resolve("registry.pem");
        Certificates.make(keys, PASSWORD, HOST, certificate);
        trusted = Certificates.trust(certificate, folder.resolve("trusted.p12"), PASSWORD);
    }

    @Test
    void shouldTrustWhatTheTruststoreHasAndShowItsPassword() throws Exception {
        try (FakeRegistry registry = registry(false)) {
            registry.requireAuthorization("Basic " + base64("scorer:s3cret:2"));
            Map<String, String> settings = new HashMap<>(trusting(registry));
            settings.put("schema.registry.basic.auth.user.info", "scorer:s3cret:2");
            assertThat(client(settings).fetch(SEVEN))
                    .map(RegisteredSchema::text)
                    .contains("\"string\"");
        }
    }

    @Test
    void shouldShowItsToken() throws Exception {
        try (FakeRegistry registry = registry(false)) {
            registry.requireAuthorization("Bearer s3cret");
            Map<String, String> settings = new HashMap<>(trusting(registry));
            settings.put("schema.registry.bearer.auth.token", "s3cret");
            assertThat(client(settings).fetch(SEVEN)).isPresent();

            settings.put("schema.registry.bearer.auth.token", "s3cret-of-old");
            assertThatThrownBy(() -> client(settings).fetch(SEVEN))
                    .hasMessageContaining("does not let the scorer in (status 401)")
                    .hasMessageContaining("schema.registry.bearer.auth.token")
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void shouldSayThatACertificateIsNotTrusted() throws Exception {
        try (FakeRegistry registry = registry(false)) {
            assertThatThrownBy(() -> client(Map.of("schema.registry.url", registry.url()))
                            .fetch(SEVEN))
                    .isInstanceOfSatisfying(
                            RegistryException.class,
                            refused -> assertThat(refused.isRefused()).isTrue())
                    .hasMessageStartingWith(
                            "the schema registry at " + registry.url() + " shows a certificate that is not trusted (")
                    .hasMessageEndingWith("; put it, or that of who signed it, into the file that"
                            + " schema.registry.ssl.truststore.location names");
        }
    }

    @Test
    void shouldNotTrustACertificateOfAnotherHost() throws Exception {
        Path others = folder.resolve("others.p12");
        Path certificate = folder.resolve("others.pem");
        Certificates.make(others, PASSWORD, "127.0.0.2", certificate);
        Path trusting = Certificates.trust(certificate, folder.resolve("trusting.p12"), PASSWORD);
        try (FakeRegistry registry = new FakeRegistry(Certificates.server(others, PASSWORD), false)) {
            assertThatThrownBy(() -> client(Map.of(
                                    "schema.registry.url",
                                    registry.url(),
                                    "schema.registry.ssl.truststore.location",
                                    trusting.toString(),
                                    "schema.registry.ssl.truststore.password",
                                    PASSWORD))
                            .fetch(SEVEN))
                    .hasMessageContaining("is not trusted (")
                    .hasMessageNotContaining(PASSWORD);
        }
    }

    @Test
    void shouldShowItsOwnCertificate() throws Exception {
        try (FakeRegistry registry = registry(true)) {
            assertThatThrownBy(() -> client(trusting(registry)).fetch(SEVEN))
                    .hasMessageContaining("the schema registry at " + registry.url())
                    .hasMessageContaining("schema.registry.ssl.keystore.location")
                    .hasMessageNotContaining(PASSWORD);

            Map<String, String> settings = new HashMap<>(trusting(registry));
            settings.put("schema.registry.ssl.keystore.location", keys.toString());
            settings.put("schema.registry.ssl.keystore.password", PASSWORD);
            assertThat(client(settings).fetch(SEVEN)).isPresent();
        }
    }

    @Test
    void shouldSayThatARegistryHasNoTls() throws Exception {
        try (ServerSocket plain = new ServerSocket(0)) {
            CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> refuse(plain));
            String url = "https://" + HOST + ":" + plain.getLocalPort();
            assertThatThrownBy(() -> client(Map.of("schema.registry.url", url)).fetch(SEVEN))
                    .hasMessageContaining("TLS with the schema registry at " + url + " fails")
                    .hasMessageContaining("check schema.registry.url");
            answered.get();
        }
    }

    @Test
    void shouldNameTheKeyOfAFileThatCannotBeRead() {
        Map<String, String> settings = Map.of(
                "schema.registry.url",
                "https://" + HOST,
                "schema.registry.ssl.truststore.location",
                trusted.toString(),
                "schema.registry.ssl.truststore.password",
                "wrong-s3cret");
        assertThatThrownBy(() -> client(settings))
                .hasMessageContaining("schema.registry.ssl.truststore.location")
                .hasMessageContaining("schema.registry.ssl.truststore.password")
                .hasMessageNotContaining("s3cret");
    }

    /** As a server does that is spoken to in what it does not know. */
    private static void refuse(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getInputStream().read();
            client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FakeRegistry registry(boolean asksForCertificates) throws Exception {
        FakeRegistry registry = new FakeRegistry(Certificates.server(keys, PASSWORD), asksForCertificates);
        registry.put("7", "AVRO", "\"string\"");
        return registry;
    }

    private static Map<String, String> trusting(FakeRegistry registry) {
        return Map.of(
                "schema.registry.url",
                registry.url(),
                "schema.registry.ssl.truststore.location",
                trusted.toString(),
                "schema.registry.ssl.truststore.password",
                PASSWORD);
    }

    private static RegistryClient client(Map<String, String> settings) {
        ScorerConfig config = ScorerConfig.of(Settings.gather(Map.of(), Optional.empty(), Map.of(), settings));
        return new RegistryClient(config.events().registry().access().orElseThrow());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
