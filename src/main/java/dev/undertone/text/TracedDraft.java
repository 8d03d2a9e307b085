// SPDX-License-Identifier: Apache-2.0
package dev.undertone.text;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * A draft that knows of each of its characters which part of the original text it came from. Its text is the same as
 * that of a {@link Draft}.
 */
final class TracedDraft extends Draft {
    private int[] starts;
    private int[] ends;
    private int[] nextStarts;
    private int[] nextEnds;
    private int size;

    TracedDraft(String original) {
        super(original);
        starts = new int[original.length()];
        ends = new int[original.length()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = i;
            ends[i] = i + 1;
        }
    }

    /** Where the part of the original begins that the character at {@code position} came from. */
    int start(int position) {
        return starts[position];
    }

    /** Where that part ends; the character there is none of it any more. */
    int end(int position) {
        return ends[position];
    }

    @Override
    void begin() {
        super.begin();
        nextStarts = new int[starts.length];
        nextEnds = new int[starts.length];
        size = 0;
    }

    @Override
    void keep(int from, int to) {
        super.keep(from, to);
        makeRoom(to - from);
        System.arraycopy(starts, from, nextStarts, size, to - from);
        System.arraycopy(ends, from, nextEnds, size, to - from);
        size += to - from;
    }

    @Override
    void put(int codePoint, int from, int to) {
        super.put(codePoint, from, to);
        came(Character.charCount(codePoint), from, to);
    }

    @Override
    void end() {
        super.end();
        finish();
    }

    /**
     * Normalizing a text is normalizing its pieces, where no character of one meets the next. Should that ever fail for
     * a script that this release does not know, all characters come from all of the text: less is said, nothing wrong.
     */
    @Override
    void toNfkc() {
        String before = text();
        super.toNfkc();
        String after = text();
        if (after.equals(before)) {
            return;
        }
        StringBuilder pieces = new StringBuilder(after.length());
        nextStarts = new int[after.length()];
        nextEnds = new int[after.length()];
        size = 0;
        for (int from = 0; from < before.length(); ) {
            int to = pieceEnd(before, from);
            if (to - from == 1 && before.charAt(from) < 0x80) {
                pieces.append(before.charAt(from));
                came(1, from, to);
            } else {
                String piece = Normalizer.normalize(before.substring(from, to), Normalizer.Form.NFKC);
                pieces.append(piece);
                if (before.startsWith(piece, from) && piece.length() == to - from) {
                    for (int i = from; i < to; i++) {
                        came(1, i, i + 1);
                    }
                } else {
                    came(piece.length(), from, to);
                }
            }
            from = to;
        }
        if (!pieces.toString().equals(after)) {
            size = 0;
            came(after.length(), 0, before.length());
        }
        finish();
    }

    /** Notes that the next characters came from those of the text from {@code from} to before {@code to}. */
    private void came(int count, int from, int to) {
        makeRoom(count);
        Arrays.fill(nextStarts, size, size + count, starts[from]);
        Arrays.fill(nextEnds, size, size + count, ends[to - 1]);
        size += count;
    }

    private void makeRoom(int count) {
        if (size + count > nextStarts.length) {
            int room = Math.max(size + count, 2 * nextStarts.length);
            nextStarts = Arrays.copyOf(nextStarts, room);
            nextEnds = Arrays.copyOf(nextEnds, room);
        }
    }

    private void finish() {
        starts = nextStarts;
        ends = nextEnds;
    }

    /** A character with all behind it that can become one with it. */
    private static int pieceEnd(String text, int from) {
        int to = from + Character.charCount(text.codePointAt(from));
        while (to < text.length() && joins(text.codePointAt(to))) {
            to += Character.charCount(text.codePointAt(to));
        }
        return to;
    }

    /** Marks, the halfwidth voicing signs, and what becomes a vowel or a final of Hangul. */
    private static boolean joins(int codePoint) {
        if (codePoint < 0x300) {
            return false;
        }
        boolean letterOfHangul = (codePoint >= 0x3131 && codePoint <= 0x318E)
                || (codePoint >= 0xFFA0 && codePoint <= 0xFFDC)
                || (codePoint >= 0xD7B0 && codePoint <= 0xD7FF);
        int first = letterOfHangul
                ? Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC)
                        .codePointAt(0)
                : codePoint;
        return (first >= 0x1160 && first <= 0x11FF)
                || (first >= 0xD7B0 && first <= 0xD7FF)
                || Normalization.becomesMark(codePoint);
    }
}
