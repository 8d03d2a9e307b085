// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Characters of bytes that must all be in one encoding: the first that is not ends the reading with
 * {@link CorpusException}, which names its line. Confined to one thread.
 */
final class StrictReader extends Reader {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final String name;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER_BYTES).flip();
    private boolean endOfBytes;
    private boolean endOfChars;
    private boolean damaged;
    private long line = 1;
    private char last;

    private StrictReader(InputStream in, String name, Charset charset) {
        this.in = in;
        this.name = name;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /**
     * Reads {@code in} as its byte-order mark says, else as {@code encoding} says, else as UTF-8.
     *
     * @param name stands in messages
     */
    static StrictReader of(InputStream in, String name, Optional<Charset> encoding) throws IOException {
        PushbackInputStream peeked = new PushbackInputStream(in, 3);
        byte[] start = peeked.readNBytes(3);
        int mark = 0;
        Charset charset = encoding.orElse(StandardCharsets.UTF_8);
        if (start.length == 3 && at(start, 0) == 0xEF && at(start, 1) == 0xBB && at(start, 2) == 0xBF) {
            mark = 3;
            charset = StandardCharsets.UTF_8;
        } else if (start.length >= 2 && at(start, 0) == 0xFF && at(start, 1) == 0xFE) {
            mark = 2;
            charset = StandardCharsets.UTF_16LE;
        } else if (start.length >= 2 && at(start, 0) == 0xFE && at(start, 1) == 0xFF) {
            mark = 2;
            charset = StandardCharsets.UTF_16BE;
        } else if (encoding.isEmpty() && start.length >= 2 && (start[0] == 0 || start[1] == 0)) {
            throw new CorpusException(
                    name + " is not UTF-8 but, it seems, UTF-16 without a byte-order mark; add --encoding "
                            + (start[0] == 0 ? "UTF-16BE" : "UTF-16LE"));
        }
        peeked.unread(start, mark, start.length - mark);
        return new StrictReader(peeked, name, charset);
    }

    private static int at(byte[] bytes, int index) {
        return bytes[index] & 0xFF;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        while (!chars.hasRemaining()) {
            if (endOfChars) {
                return -1;
            }
            fill();
        }
        int count = Math.min(length, chars.remaining());
        chars.get(buffer, offset, count);
        return count;
    }

    /** Decodes more; what stands before damage is delivered first, so that the line is right. */
    private void fill() throws IOException {
        if (damaged) {
            throw notInEncoding();
        }
        chars.clear();
        CoderResult result = decoder.decode(bytes, chars, endOfBytes);
        if (result.isError()) {
            damaged = true;
        } else if (result.isUnderflow()) {
            if (endOfBytes) {
                endOfChars = decoder.flush(chars).isUnderflow();
            } else {
                readBytes();
            }
        }
        chars.flip();
        countLines();
    }

    private void readBytes() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            endOfBytes = true;
        } else {
            bytes.position(bytes.position() + count);
        }
        bytes.flip();
    }

    private void countLines() {
        char[] array = chars.array();
        for (int i = 0; i < chars.limit(); i++) {
            char c = array[i];
            if (c == '\r' || (c == '\n' && last != '\r')) {
                line++;
            }
            last = c;
        }
    }

    private CorpusException notInEncoding() {
        boolean utf8 = decoder.charset().equals(StandardCharsets.UTF_8);
        return new CorpusException(
                "line " + line + " of " + name + " is not " + decoder.charset().name()
                        + "; say which encoding the file has"
                        + (utf8 ? ", for example --encoding windows-1252" : " with --encoding"));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
