// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.publish;

import dev.undertone.corpus.CorpusReader;
import dev.undertone.corpus.file.DataFile;
import dev.undertone.corpus.file.DataFormat;
import dev.undertone.corpus.file.ReadOptions;
import dev.undertone.corpus.file.RowReader;
import dev.undertone.event.shape.EventFields;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Opens files as events to publish. */
public final class EventFile {
    /** How far is looked ahead to tell an array from JSON Lines. */
    static final int PEEK_BYTES = 1 << 16;

    private EventFile() {}

    /** The events of {@code file}. @throws dev.undertone.corpus.file.CorpusException naming what cannot be read */
    public static EventSource open(Path file, ReadOptions how, EventFields names) throws IOException {
        String name = file.getFileName().toString();
        if (DataFormat.of(file) == DataFormat.JSON) {
            return json(new BufferedInputStream(DataFile.open(file), PEEK_BYTES), file.toString(), how, names);
        }
        return new RowEvents(RowReader.any(file, how), name, names, CorpusReader.labels(file, how));
    }

    /** The events of JSON: a line each as it is, or the elements of an array, or objects of which a field is named. */
    static EventSource json(InputStream in, String name, ReadOptions how, EventFields names) throws IOException {
        boolean utf8Mark = skipMark(in);
        if (!how.namesFields() && how.encoding().isEmpty() && how.labels().isEmpty() && isLines(in)) {
            return EventSource.ofEvents(in, names.id());
        }
        ReadOptions told = utf8Mark ? how.withEncoding(StandardCharsets.UTF_8) : how;
        ReadOptions reading = new ReadOptions(
                told.encoding(),
                told.textField().or(() -> names.text().flat()),
                told.labelField(),
                told.idField().or(() -> names.id().flat()),
                told.labels());
        return new RowEvents(
                RowReader.json(in, name, reading),
                name.substring(name.replace('\\', '/').lastIndexOf('/') + 1),
                names,
                label -> how.labels().flatMap(labels -> labels.meaning(label)));
    }

    /** Whether it was there. */
    private static boolean skipMark(InputStream in) throws IOException {
        in.mark(PEEK_BYTES);
        byte[] start = in.readNBytes(3);
        if (start.length == 3 && start[0] == (byte) 0xEF && start[1] == (byte) 0xBB && start[2] == (byte) 0xBF) {
            return true;
        }
        in.reset();
        return false;
    }

    /** Whether the first line that is not blank is no array, no part of an object alone and not in UTF-16. */
    private static boolean isLines(InputStream in) throws IOException {
        in.mark(PEEK_BYTES);
        byte[] start = in.readNBytes(PEEK_BYTES / 2);
        in.reset();
        if (start.length > 1
                && (start[0] == 0 || start[1] == 0 || (start[0] & 0xFF) + (start[1] & 0xFF) == 0xFF + 0xFE)) {
            return false;
        }
        String text = new String(start, StandardCharsets.ISO_8859_1).stripLeading();
        String line = text.lines().findFirst().orElse("").strip();
        return !line.startsWith("[") && !line.equals("{");
    }
}
