// SPDX-License-Identifier: Apache-2.0
package dev.undertone.docs;

import dev.undertone.kafka.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What the page on topics says of several: where the topics of each row send scores. */
final class SeveralTopics {
    /** What is read, the settings, and topics that there may be. */
    private static final List<String[]> MANY = List.of(
            new String[] {"two topics into one", "films,books", "scored-reviews", "films,books"},
            new String[] {"each into its own", "films,books", "scored-{topic}", "films,books"},
            new String[] {"all of a kind", "reviews[.].*", "scored-{topic}", "reviews.films,reviews.books,reviews"},
            new String[] {"all but what it writes", "films.*", "{topic}.scored", "films-en,films-en.scored"});

    private SeveralTopics() {}

    static String section() {
        StringBuilder page = new StringBuilder("""

                ## Several topics

                All are read by the same settings; topics whose shapes differ need `input.envelope=auto`, fields of the kind
                `full_text|text`, or a scorer each.

                | to read | settings | where scores go |
                |---|---|---|
                """);
        for (String[] row : MANY) {
            Topics topics = new Topics(row[1], row[2], "rejected-reviews");
            page.append("| ")
                    .append(row[0])
                    .append(" | `input.topic=")
                    .append(row[1])
                    .append("`");
            page.append(row[2].equals("scored-reviews") ? "" : "<br>`output.topic=" + row[2] + "`");
            page.append(" | ").append(destinations(topics, row[3].split(","))).append(" |\n");
        }
        page.append("""

                What holds a character that no name of a topic can have is a pattern, a regular expression (Java's) that the whole
                name matches; a dot alone makes none. Topics that match join while the scorer runs, and their output topics are made
                then. In a file of properties a backslash is written twice, and `[.]` needs none. A pattern goes with
                `kafka.group.protocol=classic` only. Where several share an output topic, it is as wide as the widest of them, and the
                header `undertone.source.topic` says which topic a score's review came from; where each has its own, the name does.
                Dead letters go to one topic, with the topic that they came from in `__streams.errors.topic`, and `redrive replay`
                takes each back to it. `publish` writes to one topic (`--topic`), trends read one topic of scores. What is guaranteed
                of several topics, and who waits for whom, is in [GUARANTEES.md](GUARANTEES.md#several-input-topics).
                """);
        return page.toString();
    }

    private static String destinations(Topics topics, String[] inputs) {
        return Arrays.stream(inputs)
                .map(input -> "`" + input + "`: "
                        + (topics.reading().test(input) ? "`" + topics.outputOf(input) + "`" : "not read"))
                .collect(Collectors.joining(", "));
    }
}
