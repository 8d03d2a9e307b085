// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.publish;

import dev.undertone.cli.terminal.Lines;
import dev.undertone.corpus.file.DataFile;
import dev.undertone.event.shape.EventFields;
import dev.undertone.event.shape.FieldExpression;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;

/** Events to publish, one after the other. Confined to one thread; closing closes what they are read from. */
public interface EventSource extends Closeable {
    /** The next one, nothing after the last. */
    Optional<ReviewLine> next() throws IOException;

    /** How many reviews were left out because they have no text. */
    default long withoutText() {
        return 0;
    }

    /** Lines that are events already, byte for byte; blank lines are none. */
    static EventSource ofEvents(InputStream in, FieldExpression idField) {
        Lines lines = new Lines(in);
        return new EventSource() {
            @Override
            public Optional<ReviewLine> next() throws IOException {
                Optional<byte[]> line = lines.next();
                while (line.isPresent() && isBlank(line.get())) {
                    line = lines.next();
                }
                return line.map(event -> ReviewLine.json(event, idField));
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    /** Lines that are texts. @param name stands in messages and, with the line's number, as the id */
    static EventSource ofTexts(InputStream in, String name, Optional<Charset> encoding, EventFields names)
            throws IOException {
        BufferedReader reader = DataFile.reader(in, name, encoding);
        String prefix = name.substring(name.replace('\\', '/').lastIndexOf('/') + 1);
        return new EventSource() {
            private long number;

            @Override
            public Optional<ReviewLine> next() throws IOException {
                String line = reader.readLine();
                number++;
                while (line != null && line.isBlank()) {
                    line = reader.readLine();
                    number++;
                }
                return Optional.ofNullable(line).map(text -> ReviewLine.text(text, prefix + "-" + number, names));
            }

            @Override
            public void close() throws IOException {
                reader.close();
            }
        };
    }
}
