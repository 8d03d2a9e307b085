// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import dev.undertone.encoder.EncoderException;
import dev.undertone.train.fit.Predictions;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What a sentence encoder's classifiers say of texts: how positive and how neutral each is. Kept by the texts' hashes
 * in some five bytes each, so that a file of a few megabytes stands in for hours of an encoder, and holds no text. Of a
 * text that a classifier learned from, one speaks that did not see it; what is said of the same text elsewhere is kept
 * beside. Immutable.
 */
final class EncoderVerdicts {
    private static final String FORMAT = "undertone-verdicts-1";

    /** Of a hash: a text that was never asked about passes for one of a million others once in a million times. */
    private static final int KEY_BITS = 40;

    /** A step of a logit as it is kept; in a byte, that reaches as far as probabilities of 0.0003 and 0.9997. */
    private static final float STEP = 1f / 16;

    /** Who speaks of a text. */
    private enum Speaker {
        /** A classifier that learned from others of the labelled texts. */
        FOLD,
        /** One that learned from all of them. */
        WHOLE
    }

    private record Said(byte polarity, byte neutral) {}

    private final long[] keys;
    private final byte[] polarity;
    private final byte[] neutral;

    private EncoderVerdicts(long[] keys, byte[] polarity, byte[] neutral) {
        this.keys = keys;
        this.polarity = polarity;
        this.neutral = neutral;
    }

    /**
     * @param learned the texts that classifiers learned from, and what those say that did not see them
     * @param others all other texts
     */
    static EncoderVerdicts of(List<String> learned, Predictions ofLearned, List<String> others, Predictions ofOthers) {
        SortedMap<Long, Said> all = new TreeMap<>();
        put(all, Speaker.FOLD, learned, ofLearned);
        put(all, Speaker.WHOLE, others, ofOthers);
        EncoderVerdicts verdicts =
                new EncoderVerdicts(new long[all.size()], new byte[all.size()], new byte[all.size()]);
        int i = 0;
        for (SortedMap.Entry<Long, Said> entry : all.entrySet()) {
            verdicts.keys[i] = entry.getKey();
            verdicts.polarity[i] = entry.getValue().polarity();
            verdicts.neutral[i++] = entry.getValue().neutral();
        }
        return verdicts;
    }

    private static void put(SortedMap<Long, Said> all, Speaker speaker, List<String> texts, Predictions said) {
        for (int i = 0; i < texts.size(); i++) {
            all.put(key(speaker, texts.get(i)), new Said(rounded(said.polarity()[i]), rounded(said.neutral()[i])));
        }
    }

    private static byte rounded(float logit) {
        return (byte) Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, Math.round(logit / STEP)));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param identity of who speaks
     * @throws EncoderException if another encoder speaks there, or the file cannot be read
     */
    static EncoderVerdicts read(Path file, String identity) {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file))))) {
            if (!in.readUTF().equals(FORMAT) || !in.readUTF().equals(identity)) {
                throw new EncoderException("the file " + file + " keeps what another encoder, or one that was tuned"
                        + " otherwise, says; name another file with --encoder-verdicts");
            }
            int size = in.readInt();
            long[] keys = new long[size];
            long key = 0;
            for (int i = 0; i < size; i++) {
                key += readVarint(in);
                keys[i] = key;
            }
            byte[] polarity = in.readNBytes(size);
            byte[] neutral = in.readNBytes(size);
            if (neutral.length < size) {
                throw new IOException("it ends too early");
            }
            return new EncoderVerdicts(keys, polarity, neutral);
        } catch (IOException e) {
            throw new EncoderException(
                    "cannot read what the encoder says from " + file + " (" + e.getMessage()
                            + "); remove the file, and it" + " is asked again",
                    e);
        }
    }

    /** Replaces the file, whole or not at all. */
    void write(Path file, String identity) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(part))))) {
                out.writeUTF(FORMAT);
                out.writeUTF(identity);
                out.writeInt(keys.length);
                long before = 0;
                for (long key : keys) {
                    writeVarint(out, key - before);
                    before = key;
                }
                out.write(polarity);
                out.write(neutral);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new EncoderException(
                    "cannot write what the encoder says to " + file + " (" + e.getMessage()
                            + "); name another file with" + " --encoder-verdicts",
                    e);
        }
    }

    private static void writeVarint(DataOutputStream out, long number) throws IOException {
        long rest = number;
        while (rest >= 0x80) {
            out.writeByte((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    private static long readVarint(DataInputStream in) throws IOException {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.readByte();
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IOException("it holds a number that is too long");
    }

    int size() {
        return keys.length;
    }

    /** Of how many of these texts nothing is kept, a text that stands twice counted twice. */
    long missing(List<String> learned, List<String> others) {
        return learned.stream().filter(text -> place(Speaker.FOLD, text) < 0).count()
                + others.stream().filter(text -> place(Speaker.WHOLE, text) < 0).count();
    }

    /** Of texts that classifiers learned from, by those that did not see them. */
    Predictions ofLearned(List<String> texts) {
        return said(Speaker.FOLD, texts);
    }

    /** Of other texts. */
    Predictions ofOthers(List<String> texts) {
        return said(Speaker.WHOLE, texts);
    }

    private Predictions said(Speaker speaker, List<String> texts) {
        float[] positive = new float[texts.size()];
        float[] neither = new float[texts.size()];
        for (int i = 0; i < positive.length; i++) {
            int place = place(speaker, texts.get(i));
            if (place < 0) {
                throw new IllegalStateException("the encoder was not asked about a text");
            }
            positive[i] = polarity[place] * STEP;
            neither[i] = neutral[place] * STEP;
        }
        return new Predictions(positive, neither);
    }

    private int place(Speaker speaker, String text) {
        return Arrays.binarySearch(keys, key(speaker, text));
    }

    private static long key(Speaker speaker, String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((byte) speaker.ordinal());
            byte[] hash = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong() >>> Long.SIZE - KEY_BITS;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
