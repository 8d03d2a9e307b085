// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undertone.corpus.file.Row;
import dev.undertone.corpus.file.Rows;
import dev.undertone.event.shape.EventFields;
import dev.undertone.review.Label;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Rows of a file as events: text and id in the fields that the scorer reads, the label in {@code label} where its
 * meaning is known, and all else as the file names it. A review without an id is called after its file and line.
 */
final class RowEvents implements EventSource {
    private static final String LABEL = "label";

    private final Rows rows;
    private final String name;
    private final EventFields names;
    private final Function<String, Optional<Label>> labels;
    private long withoutText;

    /** @param labels what a label means; what means nothing is published as it is */
    RowEvents(Rows rows, String name, EventFields names, Function<String, Optional<Label>> labels) {
        this.rows = rows;
        this.name = name;
        this.names = names;
        this.labels = labels;
    }

    @Override
    public Optional<ReviewLine> next() throws IOException {
        Optional<Row> row = rows.next();
        while (row.isPresent() && row.get().text().isEmpty()) {
            withoutText++;
            row = rows.next();
        }
        return row.map(this::event);
    }

    private ReviewLine event(Row row) {
        String id = row.id().orElse(name + "-" + row.line());
        ObjectNode event = row.fields().objectNode();
        names.id().preferred().put(event, id);
        names.text().preferred().put(event, row.text().orElseThrow());
        label(row).ifPresent(label -> event.put(LABEL, label));
        row.fields().properties().forEach(field -> {
            if (!event.has(field.getKey()) && !rows.reads(field.getKey())) {
                event.set(field.getKey(), field.getValue());
            }
        });
        return ReviewLine.event(id, event);
    }

    /** In one of our words, or as it is where it would otherwise be lost. */
    private Optional<String> label(Row row) {
        return row.label()
                .flatMap(label -> labels.apply(label)
                        .map(Label::text)
                        .or(() -> row.fields().isEmpty() ? Optional.of(label) : Optional.empty()));
    }

    @Override
    public long withoutText() {
        return withoutText;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
