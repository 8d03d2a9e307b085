// SPDX-License-Identifier: Apache-2.0
package dev.undertone.report;

import java.util.ArrayList;
import java.util.List;

/** A table in Markdown whose columns also line up as plain text. */
public final class MarkdownTable {
    private final List<List<String>> rows = new ArrayList<>();

    public MarkdownTable(String... header) {
        row(header);
    }

    /**
     * Adds a row.
     *
     * @param cells as many as the header has
     */
    public MarkdownTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** The table, each line with its end. */
    @Override
    public String toString() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            for (int i = 0; i < columns; i++) {
                String cell = rows.get(r).get(i);
                text.append(i == 0 ? "| " : " | ").append(cell).append(" ".repeat(widths[i] - cell.length()));
            }
            text.append(" |\n");
            if (r == 0) {
                for (int width : widths) {
                    text.append('|').append("-".repeat(width + 2));
                }
                text.append("|\n");
            }
        }
        return text.toString();
    }
}
