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
    /** Open addressing by {@link String#hashCode()}; holds ids, 0 where free. */
    private final int[] table;

    private Vocabulary(List<String> tokens) {
        this.tokens = tokens;
        this.table = new int[Integer.highestOneBit(Math.max(4, tokens.size())) * 4];
        for (int id = RESERVED.size(); id < tokens.size(); id++) {
            String token = tokens.get(id);
            int slot = slot(token, 0, token.length());
            if (table[slot] != 0) {
                throw new IllegalArgumentException(
                        "token '" + token + "' stands twice, as " + table[slot] + " and " + id);
            }
            table[slot] = id;
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
        return id(token, 0, token.length());
    }

    /** The id of the token that {@code text} holds from {@code start} to before {@code end}, or {@link #UNKNOWN}. */
    public int id(String text, int start, int end) {
        int id = table[slot(text, start, end)];
        return id == 0 ? UNKNOWN : id;
    }

    private int slot(String text, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        int mask = table.length - 1;
        int slot = (hash ^ (hash >>> 16)) & mask;
        while (table[slot] != 0 && !matches(tokens.get(table[slot]), text, start, end)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static boolean matches(String token, String text, int start, int end) {
        return token.length() == end - start && text.startsWith(token, start);
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
