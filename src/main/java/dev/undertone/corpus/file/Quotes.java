// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus.file;

/**
 * Tells a file whose cells stand in quotes, as spreadsheets write them, from one whose texts happen to begin with
 * a quote.
 */
final class Quotes {
    private static final char QUOTE = '"';

    private final String head;
    private final char delimiter;
    private int position;
    private int rows = 1;
    private int quotedCells;
    private int doubled;

    private Quotes(String head, char delimiter) {
        this.head = head;
        this.delimiter = delimiter;
    }

    /**
     * Whether every cell that begins with a quote is a quoted one, and either one has doubled quotes in it or half of
     * the rows have such cells.
     *
     * @param whole whether {@code head} is all of the file
     */
    static boolean areUsed(String head, char delimiter, boolean whole) {
        Quotes quotes = new Quotes(head, delimiter);
        return quotes.allAreClosed(whole)
                && quotes.quotedCells > 0
                && (quotes.doubled > 0 || quotes.quotedCells * 2 >= quotes.rows);
    }

    private boolean allAreClosed(boolean whole) {
        while (position < head.length()) {
            if (head.charAt(position) == QUOTE) {
                int end = closing(position + 1);
                if (end < 0) {
                    return !whole;
                }
                if (end + 1 < head.length() && !endsCell(head.charAt(end + 1))) {
                    return false;
                }
                quotedCells++;
                position = end + 1;
            } else {
                skipCell();
            }
            if (position < head.length()) {
                rows += head.charAt(position) == '\n' && position + 1 < head.length() ? 1 : 0;
                position++;
            }
        }
        return true;
    }

    /** The place of the quote that ends a cell, -1 where there is none. */
    private int closing(int from) {
        int at = head.indexOf(QUOTE, from);
        while (at >= 0 && at + 1 < head.length() && head.charAt(at + 1) == QUOTE) {
            doubled++;
            at = head.indexOf(QUOTE, at + 2);
        }
        return at;
    }

    private boolean endsCell(char c) {
        return c == delimiter || c == '\n' || c == '\r';
    }

    private void skipCell() {
        while (position < head.length() && !endsCell(head.charAt(position))) {
            position++;
        }
    }
}
