// SPDX-License-Identifier: Apache-2.0
package dev.undertone.encoder;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The vectors of texts, by a hash of the text, in a file that grows: what one training computed, interrupted or not, no
 * other has to. Numbers are kept in 16 bits, as lengths of 1 allow. Safe for use by many threads; the owner closes it.
 */
public final class VectorCache implements AutoCloseable {
    private static final String FORMAT = "undertone-vectors-1 ";
    private static final float UNIT = 1f / Short.MAX_VALUE;

    /** Half of a SHA-256: enough to tell any texts apart. */
    private record Key(long high, long low) {}

    private final Path file;
    private final int dimensions;
    private final Map<Key, short[]> vectors = new HashMap<>();
    private final FileChannel channel;

    private VectorCache(Path file, int dimensions, FileChannel channel) {
        this.file = file;
        this.dimensions = dimensions;
        this.channel = channel;
    }

    /**
     * Reads what is there; the end of a run that was killed is cut off.
     *
     * @param fingerprint of the encoder
     * @throws EncoderException if the file is of another encoder, or cannot be read
     */
    public static VectorCache open(Path file, String fingerprint, int dimensions) {
        byte[] header = (FORMAT + fingerprint + "\n").getBytes(StandardCharsets.US_ASCII);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            VectorCache cache = new VectorCache(file, dimensions, channel);
            if (channel.size() < header.length) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(header));
            } else {
                cache.read(header);
            }
            channel.position(channel.size());
            return cache;
        } catch (IOException e) {
            throw cannot("open", file, e);
        }
    }

    private void read(byte[] header) throws IOException {
        int length = 2 * Long.BYTES + dimensions * Short.BYTES;
        long records = (channel.size() - header.length) / length;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            if (!java.util.Arrays.equals(header, in.readNBytes(header.length))) {
                throw new EncoderException("the file " + file
                        + " has vectors of another encoder or another release; name another folder or remove it");
            }
            byte[] record = new byte[length];
            for (long i = 0; i < records; i++) {
                in.readFully(record);
                ByteBuffer buffer = ByteBuffer.wrap(record);
                Key key = new Key(buffer.getLong(), buffer.getLong());
                short[] vector = new short[dimensions];
                buffer.asShortBuffer().get(vector);
                vectors.put(key, vector);
            }
        }
        channel.truncate(header.length + records * length);
    }

    /** Whether a text was put in, by this run or another. */
    public synchronized boolean holds(String text) {
        return vectors.containsKey(key(text));
    }

    /** The vector of a text that was put in. */
    public synchronized float[] get(String text) {
        short[] vector = vectors.get(key(text));
        if (vector == null) {
            throw new IllegalStateException("the text has no vector yet");
        }
        float[] numbers = new float[dimensions];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = vector[i] * UNIT;
        }
        return numbers;
    }

    /** Keeps what was found of texts: numbers from -1 to 1. */
    public synchronized void put(List<String> texts, float[][] found) {
        ByteBuffer buffer = ByteBuffer.allocate(texts.size() * (2 * Long.BYTES + dimensions * Short.BYTES));
        for (int i = 0; i < found.length; i++) {
            short[] vector = new short[dimensions];
            for (int k = 0; k < vector.length; k++) {
                vector[k] = (short) Math.round(Math.max(-1, Math.min(1, found[i][k])) / UNIT);
            }
            Key key = key(texts.get(i));
            buffer.putLong(key.high()).putLong(key.low());
            buffer.asShortBuffer().put(vector);
            buffer.position(buffer.position() + dimensions * Short.BYTES);
            vectors.put(key, vector);
        }
        try {
            channel.write(buffer.flip());
        } catch (IOException e) {
            throw cannot("write", file, e);
        }
    }

    private static Key key(String text) {
        try {
            ByteBuffer hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            return new Key(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static EncoderException cannot(String verb, Path file, IOException e) {
        return new EncoderException(
                "cannot " + verb + " the vectors " + file + " (" + e.getMessage()
                        + "); name a folder with room for them",
                e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw cannot("close", file, e);
        }
    }
}
