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
 * The tokens a model knows, each with its id: the line number in {@code vocabulary.txt}, from 0. Id 0 pads a batch, id 1 stands
 * for every token the model does not know. Immutable.
 */
public final class Vocabulary {
    public static final int PADDING = 0;
    public static final int UNKNOWN = 1;

    /** Both hold characters that no token of {@link Tokenizer} has. */
    private static final List<String> RESERVED = List.of("<pad>", "<unk>");

    private final List<String> tokens;
    /** Open addressing; holds {@link String#hashCode()} above and the id below, 0 where free. */
    private final long[] table;

    /** All tokens, one behind the other: to compare with one takes a single step into memory. */
    private final char[] characters;

    /** By id, where its token begins in {@link #characters}; one more entry ends the last. */
    private final int[] starts;

    private Vocabulary(List<String> tokens) {
        this.tokens = tokens;
        this.table = new long[Integer.highestOneBit(Math.max(4, tokens.size())) * 4];
        this.characters = String.join("", tokens).toCharArray();
        this.starts = new int[tokens.size() + 1];
        for (int id = 0; id < tokens.size(); id++) {
            starts[id + 1] = starts[id] + tokens.get(id).length();
        }
        for (int id = RESERVED.size(); id < tokens.size(); id++) {
            String token = tokens.get(id);
            int hash = token.hashCode();
            int slot = slot(hash, token.toCharArray(), 0, token.length());
            if (table[slot] != 0) {
                throw new IllegalArgumentException(
                        "token '" + token + "' stands twice, as " + id(table[slot]) + " and " + id);
            }
            table[slot] = (long) hash << Integer.SIZE | id;
        }
    }

    /** A vocabulary of {@code tokens}, which get the ids from 2 in their order; no token may occur twice. */
    public static Vocabulary of(List<String> tokens) {
        List<String> all = new ArrayList<>(RESERVED);
        all.addAll(tokens);
        return new Vocabulary(List.copyOf(all));
    }

    /** Reads what {@link #write} wrote. @throws IllegalArgumentException if the file is no vocabulary */
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
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + text[i];
        }
        int id = id(table[slot(hash, text, start, end)]);
        return id == 0 ? UNKNOWN : id;
    }

    private int slot(int hash, char[] text, int start, int end) {
        int mask = table.length - 1;
        int slot = (hash ^ (hash >>> 16)) & mask;
        while (table[slot] != 0 && !matches(table[slot], hash, text, start, end)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean matches(long entry, int hash, char[] text, int start, int end) {
        int id = id(entry);
        if ((int) (entry >> Integer.SIZE) != hash || starts[id + 1] - starts[id] != end - start) {
            return false;
        }
        for (int i = start, at = starts[id]; i < end; i++, at++) {
            if (text[i] != characters[at]) {
                return false;
            }
        }
        return true;
    }

    private static int id(long entry) {
        return (int) entry;
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
