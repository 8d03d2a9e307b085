// SPDX-License-Identifier: Apache-2.0
package dev.undertone.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Review events, damaged in one to four ways each: the same for the same seed. For one thread. */
public final class MutatedEvents {
    private static final int LONG = 20_000;

    /** What a parser of JSON, a decoder of UTF-8 or a tokenizer may stumble over. */
    private static final List<byte[]> MORSELS = List.of(
            utf8("\"text\":\"again\","),
            utf8("\"id\":1,\"id\":[],"),
            utf8("\"text\":null,"),
            utf8("\"\\u0074ext\":\"escaped\","),
            utf8("\\ud83d"),
            utf8("\\udc00\\ud800"),
            utf8("\\u0000"),
            utf8("\\x"),
            utf8("1e99999999999"),
            utf8("-0.000000000000000000000000000000000000001E-400"),
            utf8("NaN"),
            utf8("{}"),
            utf8("[],"),
            utf8("\"],"),
            utf8("/* */"),
            utf8("\ufeff"),
            utf8("\u202e\u200d\ufe0f"),
            utf8("e\u0301\u0316\u0301"),
            utf8("<!-- <b & &#x1F600; &lt"),
            bytes(0xc0, 0xaf),
            bytes(0xed, 0xa0, 0x80),
            bytes(0xf4, 0x90, 0x80, 0x80),
            bytes(0xff, 0xfe),
            bytes(0x80),
            bytes(0x00));

    private final Random random;
    private final List<byte[]> whole;

    /** Damaged samples of the distribution. */
    public MutatedEvents(long seed) {
        random = new Random(seed);
        try {
            whole = Files.readAllLines(Path.of("src", "main", "samples", "reviews.jsonl")).stream()
                    .map(MutatedEvents::utf8)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next one. */
    public byte[] next() {
        byte[] event = any();
        for (int mutations = 1 + random.nextInt(4); mutations > 0; mutations--) {
            event = mutated(event);
        }
        return event;
    }

    private byte[] mutated(byte[] event) {
        int from = random.nextInt(event.length + 1);
        int to = Math.min(event.length, from + 1 + random.nextInt(16));
        // What takes long is rare.
        return switch (random.nextInt(200)) {
            case 0 -> spliced(event, from, from, utf8("[".repeat(1 + random.nextInt(LONG))));
            case 1 -> spliced(event, from, from, utf8("{\"a\":".repeat(1 + random.nextInt(LONG))));
            case 2 -> spliced(event, from, from, nested(1 + random.nextInt(1_000)));
            case 3 -> spliced(event, from, from, utf8("9".repeat(1 + random.nextInt(LONG))));
            case 4 -> spliced(event, from, from, repeated(MORSELS.get(random.nextInt(MORSELS.size()))));
            case 5 -> spliced(event, from, from, utf8("word ".repeat(1 + random.nextInt(LONG / 4))));
            default ->
                switch (random.nextInt(6)) {
                    case 0 -> flipped(event);
                    case 1 -> spliced(event, from, event.length, new byte[0]);
                    case 2 -> spliced(event, from, to, new byte[0]);
                    case 3 -> spliced(event, from, from, Arrays.copyOfRange(event, from, to));
                    case 4 -> spliced(event, from, from, MORSELS.get(random.nextInt(MORSELS.size())));
                    default -> crossed(event, from);
                };
        };
    }

    private byte[] any() {
        return whole.get(random.nextInt(whole.size()));
    }

    private byte[] flipped(byte[] event) {
        byte[] flipped = event.clone();
        if (flipped.length > 0) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    /** The beginning of one and the end of another. */
    private byte[] crossed(byte[] event, int from) {
        byte[] other = any();
        int tail = random.nextInt(other.length);
        return spliced(event, from, event.length, Arrays.copyOfRange(other, tail, other.length));
    }

    private byte[] repeated(byte[] morsel) {
        ByteArrayOutputStream repeated = new ByteArrayOutputStream();
        for (int times = random.nextInt(LONG / 10); times > 0; times--) {
            repeated.writeBytes(morsel);
        }
        return repeated.toByteArray();
    }

    private static byte[] nested(int depth) {
        return utf8("\"deep\":" + "[".repeat(depth) + "]".repeat(depth) + ",");
    }

    private static byte[] spliced(byte[] event, int from, int to, byte[] piece) {
        ByteArrayOutputStream spliced = new ByteArrayOutputStream(event.length + piece.length);
        spliced.write(event, 0, from);
        spliced.writeBytes(piece);
        spliced.write(event, to, event.length - to);
        return spliced.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
