// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus.file;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * How a file holds its columns, told by how it begins.
 *
 * @param delimiter between columns
 * @param quoted whether cells may stand in quotes
 * @param linesBefore the first row
 * @param sample the first rows
 */
record TableForm(char delimiter, boolean quoted, int linesBefore, List<List<String>> sample) {
    private static final int SEP = "sep=".length();
    private static final int SAMPLE_ROWS = 50;
    private static final int LONGEST_NAME = 64;
    private static final String CSV_DELIMITERS = ",;\t|";

    /** @param whole whether {@code head} is all of the file */
    static TableForm ofTsv(String head, boolean whole) {
        boolean quoted = Quotes.areUsed(head, '\t', whole);
        return new TableForm('\t', quoted, 0, sample(head, '\t', quoted, whole));
    }

    /** Whether the first line is {@code sep=;}, which Excel writes for itself. */
    static boolean tellsDelimiter(String head) {
        return head.regionMatches(true, 0, "sep=", 0, SEP)
                && head.lines().findFirst().orElse("").length() == SEP + 1;
    }

    /**
     * The delimiter is the one that the first line tells, else the one that cuts the first rows into equally
     * many columns.
     *
     * @param head with its first line, which is not in the sample where it tells the delimiter
     */
    static TableForm ofCsv(String head, boolean whole) {
        if (tellsDelimiter(head)) {
            char delimiter = head.charAt(SEP);
            String rest = head.substring(SEP + 1).stripLeading();
            return new TableForm(delimiter, true, 1, sample(rest, delimiter, true, whole));
        }
        TableForm best = new TableForm(',', true, 0, sample(head, ',', true, whole));
        for (char delimiter : CSV_DELIMITERS.toCharArray()) {
            TableForm form = new TableForm(delimiter, true, 0, sample(head, delimiter, true, whole));
            if (form.regularity() > best.regularity()) {
                best = form;
            }
        }
        return best;
    }

    private int regularity() {
        if (sample.isEmpty()) {
            return 0;
        }
        int least = sample.stream().mapToInt(List::size).min().orElse(0);
        int most = sample.stream().mapToInt(List::size).max().orElse(0);
        return least < 2 ? 0 : least < most ? 1 : 2;
    }

    /** Whether the first row names columns: two have usual names, or one has and none is a label. */
    boolean hasHeader() {
        if (sample.isEmpty()) {
            return false;
        }
        List<String> first = sample.get(0);
        long usual = first.stream().filter(FieldNames::isUsual).count();
        return usual > 0
                && first.stream().allMatch(cell -> cell.length() <= LONGEST_NAME)
                && first.stream().map(PlainLabel::of).noneMatch(PlainLabel::isNumber)
                && (usual > 1 || first.stream().noneMatch(TableForm::isLabel));
    }

    /** Whether the first column never holds a label, and the last always. */
    boolean looksSwapped() {
        return !sample.isEmpty()
                && sample.stream().allMatch(row -> row.size() > 1 && isLabel(row.get(row.size() - 1)))
                && sample.stream().noneMatch(row -> isLabel(row.get(0)));
    }

    private static boolean isLabel(String cell) {
        return PlainLabel.isLikely(PlainLabel.of(cell));
    }

    /** How many columns every row has, 0 where they differ. */
    int columns() {
        return regularity() == 1 || sample.isEmpty() ? 0 : sample.get(0).size();
    }

    CSVFormat format() {
        return format(delimiter, quoted);
    }

    private static CSVFormat format(char delimiter, boolean quoted) {
        return CSVFormat.Builder.create()
                .setDelimiter(delimiter)
                .setQuote(quoted ? '"' : null)
                .setRecordSeparator("\n")
                .setIgnoreEmptyLines(true)
                .get();
    }

    private static List<List<String>> sample(String head, char delimiter, boolean quoted, boolean whole) {
        List<List<String>> rows = new ArrayList<>();
        try (CSVParser parser = CSVParser.builder()
                .setReader(new StringReader(head))
                .setFormat(format(delimiter, quoted))
                .get()) {
            for (CSVRecord row : parser) {
                rows.add(row.toList());
                if (rows.size() > SAMPLE_ROWS) {
                    break;
                }
            }
            boolean cut = rows.size() > SAMPLE_ROWS || !whole && rows.size() > 1;
            return List.copyOf(cut ? rows.subList(0, rows.size() - 1) : rows);
        } catch (IOException | UncheckedIOException e) {
            // What is wrong with it is said when it is read.
            return List.copyOf(rows);
        }
    }
}
