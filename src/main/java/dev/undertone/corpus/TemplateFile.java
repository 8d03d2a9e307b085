// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus;

import dev.undertone.corpus.file.CorpusException;
import dev.undertone.review.Label;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sentences with blanks to fill in, for what few reviews teach (Ribeiro et al. 2020, "Beyond Accuracy: Behavioral
 * Testing of NLP Models with CheckList"). A line {@code name = one | two} is a list of words, a line
 * {@code + not {name}} a positive sentence, {@code -} a negative one, {@code 0} a neutral one, {@code #} a comment. The
 * same file gives the same texts.
 */
final class TemplateFile {
    /** Texts of one sentence, at most. */
    private static final int MOST_FILLED = 40;
    /** A sentence with few ways to be filled in has soon had them all. */
    private static final int TRIES = 4 * MOST_FILLED;

    private static final Pattern BLANK = Pattern.compile("\\{(\\w+)}");
    private static final Pattern WORDS = Pattern.compile("(\\w+)\\s*=\\s*(.+)");

    private final Path file;
    private final Map<String, List<String>> words = new LinkedHashMap<>();
    private final List<LabelledReview> reviews = new ArrayList<>();

    private TemplateFile(Path file) {
        this.file = file;
    }

    /** Whether a file is one, by its name. */
    static boolean is(Path file) {
        return file.toString().endsWith(".templates");
    }

    /**
     * The texts of {@code lines}.
     *
     * @throws CorpusException naming the line that makes no sense
     */
    static Corpus read(Path file, List<String> lines) {
        TemplateFile templates = new TemplateFile(file);
        for (int i = 0; i < lines.size(); i++) {
            templates.line(i + 1, lines.get(i).strip());
        }
        if (templates.reviews.isEmpty()) {
            throw new CorpusException(file + " holds no sentence; write + , - or 0 and a sentence on a line");
        }
        return new Corpus(file.getFileName().toString(), templates.reviews);
    }

    private void line(int number, String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        Matcher list = WORDS.matcher(line);
        if (list.matches()) {
            words.put(list.group(1), List.of(list.group(2).split("\\s*\\|\\s*")));
            return;
        }
        Label label = switch (line.charAt(0)) {
            case '+' -> Label.POSITIVE;
            case '-' -> Label.NEGATIVE;
            case '0' -> Label.NEUTRAL;
            default ->
                throw new CorpusException("line " + number + " of " + file
                        + " is neither a list of words nor a sentence; begin it with a name and =, or with +, - or 0");
        };
        String sentence = line.substring(1).strip();
        Random random = new Random(TextHash.number(sentence));
        Set<String> filled = new LinkedHashSet<>();
        for (int i = 0; i < TRIES && filled.size() < MOST_FILLED; i++) {
            filled.add(filled(number, sentence, random));
        }
        filled.forEach(text -> reviews.add(new LabelledReview(text, label)));
    }

    private String filled(int number, String sentence, Random random) {
        return BLANK.matcher(sentence).replaceAll(blank -> {
            List<String> choice = words.get(blank.group(1));
            if (choice == null) {
                throw new CorpusException("line " + number + " of " + file + " uses {" + blank.group(1)
                        + "}, which no line above lists; add a line " + blank.group(1) + " = …");
            }
            return Matcher.quoteReplacement(choice.get(random.nextInt(choice.size())));
        });
    }
}
