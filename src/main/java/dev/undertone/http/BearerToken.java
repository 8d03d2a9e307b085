// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * The secret that a request has to know. It is kept as a hash and compared in a time that tells nothing of it; no text
 * of this object holds it.
 */
public final class BearerToken {
    private static final String SCHEME = "bearer ";

    private final byte[] hash;

    public BearerToken(String secret) {
        this.hash = sha256(secret);
    }

    /** @param authorization the value of that header, or null where there was none */
    boolean isIn(String authorization) {
        return authorization != null
                && authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                && MessageDigest.isEqual(
                        hash, sha256(authorization.substring(SCHEME.length()).strip()));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
