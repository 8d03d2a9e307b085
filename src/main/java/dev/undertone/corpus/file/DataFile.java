// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus.file;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Files of text that may be compressed. */
public final class DataFile {
    private static final int BUFFER_BYTES = 1 << 16;

    private DataFile() {}

    /**
     * The bytes of {@code file}, unpacked where they are gzip's, whatever its name ends in. The caller closes
     * the stream.
     *
     * @throws CorpusException if it is packed otherwise; the stream throws it, too, where gzip's data are damaged
     */
    public static InputStream open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        try {
            raw.mark(BUFFER_BYTES);
            byte[] start = raw.readNBytes(8);
            raw.reset();
            if (startsWith(start, "\u001f\u008b")) {
                return new Unpacked(new GZIPInputStream(raw, BUFFER_BYTES), file);
            }
            foreign(start).ifPresent(what -> {
                throw new CorpusException(file + " is " + what);
            });
            return raw;
        } catch (EOFException | ZipException e) {
            raw.close();
            throw damaged(file, e);
        } catch (IOException | CorpusException e) {
            raw.close();
            throw e;
        }
    }

    /**
     * The characters of {@code file}, without a byte-order mark. The caller closes the reader, which throws
     * {@link CorpusException} at the first line that is not in its encoding.
     */
    public static BufferedReader reader(Path file, Optional<Charset> encoding) throws IOException {
        return reader(open(file), file.toString(), encoding);
    }

    /**
     * The characters of {@code in}.
     *
     * @param name stands in messages
     */
    public static BufferedReader reader(InputStream in, String name, Optional<Charset> encoding) throws IOException {
        try {
            return new BufferedReader(StrictReader.of(in, name, encoding), BUFFER_BYTES);
        } catch (IOException | CorpusException e) {
            in.close();
            throw e;
        }
    }

    private static boolean startsWith(byte[] bytes, String prefix) {
        byte[] wanted = prefix.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < wanted.length; i++) {
            if (i >= bytes.length || bytes[i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** What a file is that others than we have to unpack. */
    private static Optional<String> foreign(byte[] start) {
        if (startsWith(start, "PK\u0003\u0004")) {
            return Optional.of("a ZIP archive or an Excel workbook; unpack it, or save it as CSV in UTF-8");
        }
        if (startsWith(start, "PAR1")) {
            return Optional.of("a Parquet file; export it as CSV or JSON Lines");
        }
        if (startsWith(start, "BZh") || startsWith(start, "\u00fd7zXZ") || startsWith(start, "(\u00b5/\u00fd")) {
            return Optional.of("compressed with bzip2, xz or zstd; unpack it, or pack it with gzip");
        }
        return Optional.empty();
    }

    private static CorpusException damaged(Path file, IOException cause) {
        return new CorpusException(
                file + " is " + (cause instanceof EOFException ? "cut off" : "damaged")
                        + ": gzip cannot unpack all of it; get it once more",
                cause);
    }

    /** Says what is wrong with the file, which gzip does not. */
    private static final class Unpacked extends FilterInputStream {
        private final Path file;

        Unpacked(InputStream in, Path file) {
            super(in);
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (EOFException | ZipException e) {
                throw damaged(file, e);
            }
        }
    }
}
