// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import dev.undertone.registry.RegistryAccess;
import dev.undertone.registry.SchemaRef;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** How the schema registry is reached, and what ids it gives. Immutable. */
public final class RegistryConfig {
    private final Map<String, Object> parsed;

    RegistryConfig(Map<String, Object> parsed) {
        this.parsed = parsed;
    }

    /** Whether there is one. */
    public boolean isNamed() {
        return !string(RegistryKeys.URL).isBlank();
    }

    /**
     * How it is reached, where there is one.
     *
     * @throws IllegalArgumentException saying in a sentence what is wrong
     */
    public Optional<RegistryAccess> access() {
        if (!isNamed()) {
            return Optional.empty();
        }
        URI url;
        try {
            url = URI.create(string(RegistryKeys.URL).strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(RegistryKeys.URL + " is an address as in http://HOST:PORT/PATH", e);
        }
        return Optional.of(new RegistryAccess(
                url, authorization(), tls(), Duration.ofMillis((Long) parsed.get(RegistryKeys.TIMEOUT_MS))));
    }

    /** What the ids before values are. */
    public SchemaRef.Kind idKind() {
        return Choice.parse(SchemaRef.Kind.class, string(RegistryKeys.ID_KIND));
    }

    /** How many bytes they have. */
    public int idBytes() {
        return (Integer) parsed.get(RegistryKeys.ID_BYTES);
    }

    private Optional<String> authorization() {
        String user = string(RegistryKeys.BASIC_AUTH);
        String token = string(RegistryKeys.BEARER_TOKEN);
        if (!user.isEmpty() && !token.isEmpty()) {
            throw new IllegalArgumentException(
                    "set " + RegistryKeys.BASIC_AUTH + " or " + RegistryKeys.BEARER_TOKEN + ", not both");
        }
        if (!user.isEmpty()) {
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
        }
        return token.isEmpty() ? Optional.empty() : Optional.of("Bearer " + token);
    }

    private Optional<SSLContext> tls() {
        Optional<KeyStore> trusted = store(RegistryKeys.TRUSTSTORE, RegistryKeys.TRUSTSTORE_PASSWORD);
        Optional<KeyStore> own = store(RegistryKeys.KEYSTORE, RegistryKeys.KEYSTORE_PASSWORD);
        if (trusted.isEmpty() && own.isEmpty()) {
            return Optional.empty();
        }
        try {
            TrustManager[] trust = null;
            if (trusted.isPresent()) {
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(trusted.get());
                trust = factory.getTrustManagers();
            }
            KeyManager[] keys = null;
            if (own.isPresent()) {
                KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                factory.init(own.get(), string(RegistryKeys.KEYSTORE_PASSWORD).toCharArray());
                keys = factory.getKeyManagers();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return Optional.of(context);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the key or the certificates for the schema registry cannot be used (" + e.getMessage() + ")", e);
        }
    }

    private Optional<KeyStore> store(String file, String password) {
        String path = string(file);
        if (path.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    KeyStore.getInstance(new File(path), string(password).toCharArray()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "cannot read " + path + ", which " + file
                            + " names, as a file of keys in PKCS12 or JKS; check it and " + password,
                    e);
        }
    }

    private String string(String key) {
        return (String) parsed.get(key);
    }
}
