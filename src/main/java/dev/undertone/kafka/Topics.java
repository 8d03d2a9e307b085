// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The topics of the application: none of those that are written is one of those that are read. Immutable.
 *
 * @param input of reviews
 * @param output of scored events
 * @param deadLetters of rejected ones
 */
public record Topics(InputTopics input, OutputName output, String deadLetters) {
    /** How the topic is called behind the dead letters' name that tells which of them were replayed. */
    private static final String REPLAYS = "-redriven";

    /** @throws IllegalArgumentException if something that is written would be read, in a sentence */
    public Topics {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(deadLetters, "deadLetters");
        if (input.areSeveral() || output.isTemplate()) {
            requireNoLoop(input, output, deadLetters);
        } else {
            List<String> all = List.of(input.names().get(0), output.written(), deadLetters);
            if (Set.copyOf(all).size() < 3) {
                throw new IllegalArgumentException(
                        "the input, output and dead-letter topics must be three, not " + all);
            }
        }
    }

    /** Reads all three as they are written in the configuration. */
    public Topics(String input, String output, String deadLetters) {
        this(InputTopics.parse(input), OutputName.parse(output), deadLetters);
    }

    /** The topic for the scores of reviews that came from {@code input}. */
    public String outputOf(String input) {
        return output.of(input);
    }

    /** The topics for the scores of named input topics, in their order; none for a pattern, save one for all. */
    public List<String> outputs() {
        return output.isTemplate() ? input.names().stream().map(output::of).toList() : List.of(output.written());
    }

    /** Whether scores of several topics lie in one, so that each has to say which its review came from. */
    public boolean shareOutput() {
        return input.areSeveral() && !output.isTemplate();
    }

    /** Whether each topic that matches a pattern has an output topic of its own, which is made when it joins. */
    public boolean haveOutputsToCome() {
        return input.isPattern() && output.isTemplate();
    }

    /** Whether a topic is read; the caller keeps it. */
    public Predicate<String> reading() {
        return input.isPattern() ? subscription().asMatchPredicate() : input.names()::contains;
    }

    /**
     * What the names of all topics match that are read, where they have a pattern: it leaves out what the output's
     * template makes of others that match, as scores would be scored, and names from which it would make too long ones.
     */
    public Pattern subscription() {
        return subscription(input, output);
    }

    private static Pattern subscription(InputTopics input, OutputName output) {
        String matching = "(?:" + input.regex() + ")";
        return Pattern.compile(
                output.isTemplate()
                        ? "(?!" + made(output, matching) + "$)(?=.{1," + output.longestInput() + "}$)" + matching
                        : matching);
    }

    /** What matches the names that the output's template makes of those that match. */
    private static String made(OutputName output, String matching) {
        return Pattern.quote(output.prefix()) + matching + Pattern.quote(output.suffix());
    }

    private static void requireNoLoop(InputTopics input, OutputName output, String deadLetters) {
        if (input.isPattern()) {
            try {
                requireNoneMatches(subscription(input, output), input, output, deadLetters);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "input.topic=" + input + " is no regular expression: " + e.getDescription(), e);
            }
            return;
        }
        for (String name : input.names()) {
            String scores = output.of(name);
            if (scores.length() > OutputName.LONGEST) {
                throw new IllegalArgumentException("output.topic=" + output + " makes a name of more than 249"
                        + " characters of the input topic " + name + "; choose a shorter one");
            }
            if (input.names().contains(scores)) {
                throw new IllegalArgumentException("the scores of the input topic " + name + " would go to " + scores
                        + ", which input.topic=" + input + " reads, so they would be scored again; choose another"
                        + " output.topic");
            }
            if (scores.equals(deadLetters)) {
                throw new IllegalArgumentException("the scores of the input topic " + name + " would go to " + scores
                        + ", the topic of dead letters; choose another output.topic");
            }
        }
        if (input.names().contains(deadLetters)) {
            throw deadLettersRead(deadLetters, input);
        }
    }

    private static void requireNoneMatches(
            Pattern subscription, InputTopics input, OutputName output, String deadLetters) {
        Predicate<String> read = subscription.asMatchPredicate();
        if (read.test(deadLetters) || read.test(deadLetters + REPLAYS)) {
            throw deadLettersRead(read.test(deadLetters) ? deadLetters : deadLetters + REPLAYS, input);
        }
        if (!output.isTemplate()) {
            if (read.test(output.written())) {
                throw new IllegalArgumentException("the pattern input.topic=" + input + " matches output.topic="
                        + output + ", so scores would be scored again; choose another output.topic, or a narrower"
                        + " pattern");
            }
            if (output.written().equals(deadLetters)) {
                throw new IllegalArgumentException(
                        "output.topic=" + output + " is the topic of dead letters, too; choose another");
            }
        } else if (Pattern.matches(made(output, "(?:" + input.regex() + ")"), deadLetters)) {
            throw new IllegalArgumentException("output.topic=" + output + " can make " + deadLetters
                    + ", the topic of dead letters; choose another output.topic");
        }
    }

    private static IllegalArgumentException deadLettersRead(String topic, InputTopics input) {
        return new IllegalArgumentException("input.topic=" + input + " reads " + topic
                + ", which dead letters or what was replayed of them go to; choose another"
                + " errors.dead.letter.queue.topic.name, or other input topics");
    }
}
