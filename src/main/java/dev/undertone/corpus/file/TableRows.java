// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Rows of columns: CSV, or TSV with a header row or quotes. */
final class TableRows implements Rows {
    /**
     * Which column holds what, counted from 0.
     *
     * @param names of the columns, empty without a header row
     */
    record Columns(int text, OptionalInt label, OptionalInt id, List<String> names) {
        Optional<String> describe() {
            if (names.isEmpty() && text == 1 && label.equals(OptionalInt.of(0))) {
                return Optional.empty();
            }
            String from = "text from column " + name(text);
            return Optional.of(label.isPresent() ? from + ", label from column " + name(label.getAsInt()) : from);
        }

        private String name(int column) {
            return names.isEmpty() ? Integer.toString(column + 1) : "'" + names.get(column) + "'";
        }
    }

    private final String name;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final Columns columns;
    private final long linesBefore;

    TableRows(String name, BufferedReader reader, TableForm form, Columns columns) throws IOException {
        this.name = name;
        this.parser =
                CSVParser.builder().setReader(reader).setFormat(form.format()).get();
        this.records = parser.iterator();
        this.columns = columns;
        this.linesBefore = form.linesBefore();
        if (!columns.names().isEmpty()) {
            next();
        }
    }

    @Override
    public Optional<Row> next() throws IOException {
        long line = parser.getCurrentLineNumber() + 1 + linesBefore;
        try {
            return records.hasNext() ? Optional.of(row(line, records.next())) : Optional.empty();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof org.apache.commons.csv.CSVException) {
                throw new CorpusException(
                        "line " + line + " of " + name
                                + " begins a row whose quotes do not close; a quote within quotes is written twice",
                        e);
            }
            throw e.getCause();
        }
    }

    private Row row(long line, CSVRecord row) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < Math.min(columns.names().size(), row.size()); i++) {
            if (!columns.names().get(i).isBlank()) {
                fields.put(columns.names().get(i), row.get(i));
            }
        }
        return new Row(
                line,
                cell(row, OptionalInt.of(columns.text())),
                cell(row, columns.label()),
                cell(row, columns.id()),
                fields);
    }

    private static Optional<String> cell(CSVRecord row, OptionalInt column) {
        return column.isPresent() && column.getAsInt() < row.size()
                ? Optional.of(row.get(column.getAsInt())).filter(cell -> !cell.isBlank())
                : Optional.empty();
    }

    @Override
    public boolean reads(String field) {
        int column = columns.names().indexOf(field);
        return column >= 0 && (column == columns.text() || columns.id().equals(OptionalInt.of(column)));
    }

    @Override
    public Optional<String> origin() {
        return columns.describe();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
