// SPDX-License-Identifier: Apache-2.0
package dev.undertone.registry;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How a registry is reached.
 *
 * @param url without a slash at its end, and without a password
 * @param authorization the value of that header, a secret
 * @param tls where the JDK's own trust is not what is wanted
 * @param timeout of each request
 */
public record RegistryAccess(URI url, Optional<String> authorization, Optional<SSLContext> tls, Duration timeout) {
    public RegistryAccess {
        Objects.requireNonNull(authorization, "authorization");
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(timeout, "timeout");
        if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException("schema.registry.url is an address as in http://HOST:PORT/PATH");
        }
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException("schema.registry.url holds a password, which would be shown;"
                    + " set schema.registry.basic.auth.user.info to USER:PASSWORD instead");
        }
        url = URI.create(url.toString().replaceAll("/+$", ""));
    }

    /** Where Apicurio's own API is, which knows more ids than Confluent's. */
    Optional<String> apicurio() {
        String text = url.toString();
        int at = text.indexOf("/apis/");
        return at < 0 ? Optional.empty() : Optional.of(text.substring(0, at) + "/apis/registry/v3");
    }

    /** Without the header, which is a secret. */
    @Override
    public String toString() {
        return url.toString();
    }
}
