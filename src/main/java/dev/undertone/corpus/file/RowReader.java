// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus.file;

import dev.undertone.corpus.file.TableRows.Columns;
import dev.undertone.review.FieldChoice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Opens files of reviews in any form that people have them in. */
public final class RowReader {
    /** As much of a file as is looked at to tell its form, in characters. */
    private static final int HEAD = 1 << 20;

    private final Path file;
    private final ReadOptions options;
    private final boolean labelled;

    private RowReader(Path file, ReadOptions options, boolean labelled) {
        this.file = file;
        this.options = options;
        this.labelled = labelled;
    }

    /** The reviews of {@code file}, all with a place for a label. @throws CorpusException naming what cannot be read */
    public static Rows labelled(Path file, ReadOptions options) throws IOException {
        return new RowReader(file, options, true).open();
    }

    /** The reviews of {@code file}, with labels or not. @throws CorpusException naming what cannot be read */
    public static Rows any(Path file, ReadOptions options) throws IOException {
        return new RowReader(file, options, false).open();
    }

    /** The reviews of JSON that comes from elsewhere than a file, with labels or not. @param name stands in messages */
    public static Rows json(InputStream in, String name, ReadOptions options) throws IOException {
        return new JsonRows(name, DataFile.reader(in, name, options.encoding()), options, false);
    }

    private Rows open() throws IOException {
        BufferedReader reader = DataFile.reader(file, options.encoding());
        try {
            return switch (DataFormat.of(file)) {
                case JSON -> new JsonRows(file.toString(), reader, options, labelled);
                case CSV -> csv(reader);
                case TSV -> tsv(reader);
                case TEXT -> labelled || options.namesFields() ? tsv(reader) : lines(reader, LineRows.Kind.TEXT);
            };
        } catch (IOException | CorpusException e) {
            reader.close();
            throw e;
        }
    }

    private Rows tsv(BufferedReader reader) throws IOException {
        String head = head(reader);
        TableForm form = TableForm.ofTsv(head, head.length() < HEAD);
        if (form.hasHeader() || options.namesFields()) {
            return table(reader, form);
        }
        requireOrder(form);
        if (form.quoted()) {
            return new TableRows(file.toString(), reader, form, labelThenText());
        }
        return lines(reader, labelled ? LineRows.Kind.LABELLED : LineRows.Kind.LABELLED_OR_NOT, form);
    }

    private Rows csv(BufferedReader reader) throws IOException {
        String head = head(reader);
        boolean told = TableForm.tellsDelimiter(head);
        if (told) {
            reader.readLine();
        }
        TableForm form = TableForm.ofCsv(head, head.length() < HEAD);
        if (form.sample().isEmpty()) {
            return lines(reader, LineRows.Kind.TEXT);
        }
        if (form.hasHeader() || options.namesFields()) {
            return table(reader, form);
        }
        requireOrder(form);
        if (form.columns() == 2) {
            return new TableRows(file.toString(), reader, form, labelThenText());
        }
        throw new CorpusException(
                file + " has no header row with a usual name for the text; name its columns with --text-field"
                        + (labelled ? " and --label-field" : "") + ", by their names or by their numbers, from 1");
    }

    private static Columns labelThenText() {
        return new Columns(1, OptionalInt.of(0), OptionalInt.empty(), List.of());
    }

    private void requireOrder(TableForm form) {
        if (labelled && form.looksSwapped()) {
            int last = form.columns() > 0 ? form.columns() : 2;
            throw new CorpusException("text and label look swapped in " + file
                    + ", where the label should come first; read it as it is with --text-field 1 --label-field "
                    + last);
        }
    }

    private Rows table(BufferedReader reader, TableForm form) throws IOException {
        List<String> first = form.sample().isEmpty() ? List.of() : form.sample().get(0);
        boolean named = form.hasHeader()
                || isName(options.textField())
                || isName(options.labelField())
                || isName(options.idField());
        List<String> names = named ? first.stream().map(String::strip).toList() : List.of();
        OptionalInt text = column("text", options.textField(), FieldNames.TEXTS, names, form);
        OptionalInt label = column("label", options.labelField(), FieldNames.LABELS, names, form);
        OptionalInt id = column("id", options.idField(), List.of("id"), names, form);
        if (text.isEmpty() && names.size() == 2 && label.isPresent()) {
            text = OptionalInt.of(1 - label.getAsInt());
        }
        if (text.isEmpty()) {
            throw missing("text", names, form);
        }
        if (label.isEmpty() && labelled) {
            throw missing("label", names, form);
        }
        return new TableRows(file.toString(), reader, form, new Columns(text.getAsInt(), label, id, names));
    }

    private OptionalInt column(
            String kind, Optional<FieldChoice> asked, List<String> usual, List<String> names, TableForm form) {
        if (asked.isEmpty()) {
            return FieldNames.usual(usual, names)
                    .map(name -> OptionalInt.of(names.indexOf(name)))
                    .orElse(OptionalInt.empty());
        }
        for (String name : asked.get().names()) {
            if (isNumber(name)) {
                return OptionalInt.of(Integer.parseInt(name) - 1);
            }
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i).equalsIgnoreCase(name)) {
                    return OptionalInt.of(i);
                }
            }
        }
        throw missing(kind, names, form);
    }

    /** The first row is shown only where it is a header for sure: else it may be a review. */
    private CorpusException missing(String kind, List<String> names, TableForm form) {
        Optional<FieldChoice> asked = kind.equals("text")
                ? options.textField()
                : kind.equals("label") ? options.labelField() : options.idField();
        if (form.hasHeader()) {
            return new CorpusException(FieldNames.missing(file.toString(), kind, asked, names));
        }
        return new CorpusException(file + " has no header row that names "
                + asked.map(choice -> "'" + choice.text() + "'").orElse("a column for the " + kind)
                + "; name its columns by number, from 1, as in --" + kind + "-field 2");
    }

    private static boolean isName(Optional<FieldChoice> field) {
        return field.isPresent() && field.get().names().stream().anyMatch(name -> !isNumber(name));
    }

    private static boolean isNumber(String name) {
        return name.matches("[1-9]\\d{0,3}");
    }

    private Rows lines(BufferedReader reader, LineRows.Kind kind) {
        return new LineRows(file.toString(), reader, kind, Optional.empty());
    }

    private Rows lines(BufferedReader reader, LineRows.Kind kind, TableForm form) {
        return new LineRows(
                file.toString(),
                reader,
                kind,
                form.columns() > 2
                        ? Optional.of(
                                "text from column 2 to the end of the line; --text-field 2 takes that column alone")
                        : Optional.empty());
    }

    private static String head(BufferedReader reader) throws IOException {
        reader.mark(HEAD + 1);
        char[] head = new char[HEAD];
        int length = 0;
        int count = reader.read(head, 0, HEAD);
        while (count > 0) {
            length += count;
            count = reader.read(head, length, HEAD - length);
        }
        reader.reset();
        return new String(head, 0, length);
    }
}
