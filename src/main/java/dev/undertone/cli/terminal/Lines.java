// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Lines as the bytes they are, so that what is no valid text reaches the topic unchanged. Confined to one thread. */
public final class Lines {
    private final InputStream in;

    /** @param in read byte by byte, so it should be buffered */
    public Lines(InputStream in) {
        this.in = in;
    }

    /** The next line without its end, nothing after the last. */
    public Optional<byte[]> next() throws IOException {
        int next = in.read();
        if (next < 0) {
            return Optional.empty();
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        while (next >= 0 && next != '\n') {
            line.write(next);
            next = in.read();
        }
        byte[] bytes = line.toByteArray();
        boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return Optional.of(carriageReturn ? java.util.Arrays.copyOf(bytes, bytes.length - 1) : bytes);
    }

    /** Whether a line can be had without waiting, as far as one can tell. */
    public boolean isReady() throws IOException {
        return in.available() > 0;
    }
}
