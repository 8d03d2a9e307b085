// SPDX-License-Identifier: Apache-2.0
package dev.undertone.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The tokens a model knows, each with its id: the line number in {@code vocabulary.txt}, from 0. Id 0 pads a batch, id
 * 1 stands for every token the model does not know. Immutable.
 */
public final class Vocabulary {
    public static final int PADDING = 0;
    public static final int UNKNOWN = 1;

    /** Both hold characters that no token of {@link Tokenizer} has. */
    private static final List<String> RESERVED = List.of("<pad>", "<unk>");

    /** As many characters of ASCII as fit into a key behind a mark of where they begin. */
    private static final int MOST_PACKED = Long.BYTES - 1;

    private final List<String> tokens;

    /**
     * Open addressing, two entries a slot: the {@link #key} of a token, 0 where free, and its id. Side by side, so that
     * finding a short token, as most are, takes a single step into memory.
     */
    private final long[] table;

    private final int shift;

    private Vocabulary(List<String> tokens) {
        this.tokens = tokens;
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(2 * tokens.size() - 1);
        this.table = new long[2 << bits];
        this.shift = Long.SIZE - bits;
        for (int id = RESERVED.size(); id < tokens.size(); id++) {
            String token = tokens.get(id);
            char[] characters = token.toCharArray();
            long key = key(characters, 0, characters.length);
            int slot = slot(key, characters, 0, characters.length);
            if (table[slot] != 0) {
                throw new IllegalArgumentException(
                        "token '" + token + "' stands twice, as " + table[slot + 1] + " and " + id);
            }
            table[slot] = key;
            table[slot + 1] = id;
        }
    }

    /** A vocabulary of {@code tokens}, which get the ids from 2 in their order; no token may occur twice. */
    public static Vocabulary of(List<String> tokens) {
        List<String> all = new ArrayList<>(RESERVED);
        all.addAll(tokens);
        return new Vocabulary(List.copyOf(all));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if the file is no vocabulary
     */
    public static Vocabulary read(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        }
        if (lines.size() < RESERVED.size() || !lines.subList(0, RESERVED.size()).equals(RESERVED)) {
            throw new IllegalArgumentException("the first two lines must be " + RESERVED);
        }
        return new Vocabulary(List.copyOf(lines));
    }

    /** Writes one token a line, in UTF-8. */
    public void write(Path file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (String token : tokens) {
                writer.write(token);
                writer.write('\n');
            }
        }
    }

    /** How many ids there are, the two reserved ones included. */
    public int size() {
        return tokens.size();
    }

    /** The token of an id. */
    public String token(int id) {
        return tokens.get(id);
    }

    /** The id of a token, or {@link #UNKNOWN}. */
    public int id(String token) {
        return id(token.toCharArray(), 0, token.length());
    }

    /** The id of the token that {@code text} holds from {@code start} to before {@code end}, or {@link #UNKNOWN}. */
    public int id(char[] text, int start, int end) {
        int slot = slot(key(text, start, end), text, start, end);
        return table[slot] == 0 ? UNKNOWN : (int) table[slot + 1];
    }

    /** Where the token is, or where it would be. */
    private int slot(long key, char[] text, int start, int end) {
        // Multiplying by the golden ratio spreads keys over the upper bits (Knuth, The Art of Computer Programming
        // 3, 6.4).
        int slot = (int) (key * 0x9E3779B97F4A7C15L >>> shift) << 1;
        while (table[slot] != 0 && !(table[slot] == key && (key > 0 || equals(slot, text, start, end)))) {
            slot = slot + 2 & table.length - 1;
        }
        return slot;
    }

    /** Above 0 it is the token itself, all its characters behind a one; below 0 it is only a hash of it. */
    private static long key(char[] text, int start, int end) {
        if (end - start <= MOST_PACKED) {
            long packed = 1;
            int all = 0;
            for (int i = start; i < end; i++) {
                packed = packed << Byte.SIZE | text[i];
                all |= text[i];
            }
            if (all < 0x80) {
                return packed;
            }
        }
        long hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + text[i];
        }
        return hash | Long.MIN_VALUE;
    }

    private boolean equals(int slot, char[] text, int start, int end) {
        String token = tokens.get((int) table[slot + 1]);
        if (token.length() != end - start) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (text[i] != token.charAt(i - start)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vocabulary that && tokens.equals(that.tokens);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tokens);
    }
}
