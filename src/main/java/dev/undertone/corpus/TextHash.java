// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over texts. */
public final class TextHash {
    private TextHash() {}

    /** In hexadecimal, over each text and a line feed behind it. */
    static String of(Iterable<String> texts) {
        MessageDigest sha256 = sha256();
        for (String text : texts) {
            sha256.update(text.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) '\n');
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** A number of one text: the same in every run, and in no order that means anything. */
    public static long number(String text) {
        return ByteBuffer.wrap(sha256().digest(text.getBytes(StandardCharsets.UTF_8)))
                .getLong(Long.BYTES);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
