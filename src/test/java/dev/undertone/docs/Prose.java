// SPDX-License-Identifier: Apache-2.0
package dev.undertone.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The running text of a Markdown document: neither tables nor code, headings or pictures, which cannot be wrapped. */
final class Prose {
    /** What {@code .editorconfig} promises. */
    static final int COLUMNS = 120;

    private static final Pattern INDENT = Pattern.compile("(\\s*(?:[-*] |\\d+\\. |> )?)(.*)");
    private static final Pattern UNWRAPPABLE = Pattern.compile("\\s*(\\||#|<!--|!\\[|```).*");

    private Prose() {}

    /** The lines that are too long and could be shorter, as LINE: TEXT. */
    static List<String> longLines(String document) {
        List<String> tooLong = new ArrayList<>();
        boolean code = false;
        int number = 0;
        for (String line : document.split("\n", -1)) {
            number++;
            code ^= line.strip().startsWith("```");
            if (!code && !UNWRAPPABLE.matcher(line).matches() && isTooLong(line)) {
                tooLong.add(number + ": " + line);
            }
        }
        return tooLong;
    }

    /** The same document with each paragraph that has such a line wrapped anew. */
    static String wrap(String document) {
        List<String> wrapped = new ArrayList<>();
        List<String> paragraph = new ArrayList<>();
        boolean code = false;
        for (String line : document.split("\n", -1)) {
            boolean fence = line.strip().startsWith("```");
            boolean fixed =
                    code || fence || line.isBlank() || UNWRAPPABLE.matcher(line).matches();
            boolean begins = !marker(line).isBlank();
            if (fixed || begins) {
                wrapped.addAll(wrap(paragraph));
                paragraph.clear();
            }
            if (fixed) {
                wrapped.add(line);
            } else {
                paragraph.add(line);
            }
            code ^= fence;
        }
        wrapped.addAll(wrap(paragraph));
        return String.join("\n", wrapped);
    }

    private static boolean isTooLong(String line) {
        return line.length() > COLUMNS && line.strip().contains(" ");
    }

    private static String marker(String line) {
        Matcher matcher = INDENT.matcher(line);
        return matcher.matches() ? matcher.group(1) : "";
    }

    private static List<String> wrap(List<String> paragraph) {
        if (paragraph.stream().noneMatch(Prose::isTooLong)) {
            return List.copyOf(paragraph);
        }
        String marker = marker(paragraph.get(0));
        String indent = marker.startsWith(">") ? marker : " ".repeat(marker.length());
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(marker);
        boolean empty = true;
        for (String word : words(paragraph)) {
            if (!empty && line.length() + 1 + word.length() > COLUMNS) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return lines;
    }

    private static List<String> words(List<String> paragraph) {
        List<String> words = new ArrayList<>();
        for (String line : paragraph) {
            words.addAll(List.of(line.substring(marker(line).length()).strip().split("\\s+")));
        }
        return words;
    }
}
