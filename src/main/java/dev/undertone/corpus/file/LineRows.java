// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;

/** One review a line: {@code label TAB text}, {@code __label__x text} as fastText has it, or the text alone. */
final class LineRows implements Rows {
    private static final String FASTTEXT = "__label__";

    /** What a line holds. */
    enum Kind {
        /** A label and a text; other lines are refused. */
        LABELLED,
        /** A label and a text, or a text alone. */
        LABELLED_OR_NOT,
        TEXT
    }

    private final String name;
    private final BufferedReader reader;
    private final Kind kind;
    private final Optional<String> origin;
    private long line;

    LineRows(String name, BufferedReader reader, Kind kind, Optional<String> origin) {
        this.name = name;
        this.reader = reader;
        this.kind = kind;
        this.origin = origin;
    }

    @Override
    public Optional<Row> next() throws IOException {
        String read = reader.readLine();
        line++;
        while (read != null && read.isBlank()) {
            read = reader.readLine();
            line++;
        }
        return Optional.ofNullable(read).map(this::row);
    }

    private Row row(String read) {
        if (kind == Kind.TEXT) {
            return row(Optional.empty(), read);
        }
        int cut = read.indexOf('\t');
        if (cut < 0 && read.startsWith(FASTTEXT)) {
            cut = read.indexOf(' ');
        }
        if (cut < 0 && kind == Kind.LABELLED) {
            throw new CorpusException("line " + line + " of " + name
                    + " is not 'label TAB text'; a text must not hold line ends, unless it stands in quotes");
        }
        return cut < 0
                ? row(Optional.empty(), read)
                : row(Optional.of(read.substring(0, cut)).filter(label -> !label.isBlank()), read.substring(cut + 1));
    }

    private Row row(Optional<String> label, String text) {
        return new Row(
                line,
                Optional.of(text).filter(words -> !words.isBlank()),
                label,
                Optional.empty(),
                JsonNodeFactory.instance.objectNode());
    }

    @Override
    public boolean reads(String field) {
        return false;
    }

    @Override
    public Optional<String> origin() {
        return origin;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
