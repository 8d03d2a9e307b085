// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    @ParameterizedTest
    @ValueSource(strings = {"reviews", "reviews.de", "a_b-c.1", "a,b.c, d"})
    void shouldTakeNamesForNames(String written) {
        InputTopics topics = InputTopics.parse(written);

        assertThat(topics.isPattern()).isFalse();
        assertThat(topics.names()).containsExactly(written.split(",\\s*"));
        assertThat(topics).hasToString(written.replace(" ", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reviews\\..*", "reviews[.].*", "a|b", "reviews.+", "r(x|y){1,2}", "^a$"})
    void shouldTakeForAPatternWhatNoNameCanBe(String written) {
        InputTopics topics = InputTopics.parse(written);

        assertThat(topics.isPattern()).isTrue();
        assertThat(topics.areSeveral()).isTrue();
        assertThat(topics).hasToString(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a,,b      | The name of a topic has 1 to 249 letters",
                "a,        | The name of a topic has 1 to 249 letters",
                "a b       | The name of a topic has 1 to 249 letters",
                "a,b,a     | A topic is named twice",
                "reviews(  | It is no regular expression (Unclosed group near index 8), and the names of topics",
                "(a)\\1    | A pattern of topics has neither named groups nor references to groups",
                "(?<n>a)   | A pattern of topics has neither named groups nor references to groups"
            })
    void shouldSayWhatIsWrongWithTopics(String written, String why) {
        assertThatThrownBy(() -> InputTopics.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{topic}            | It would be the input topic itself",
                "{topic}-{topic}    | {topic} stands there once",
                "scored {topic}     | The name of a topic has 1 to 249 letters",
                "scored-{Topic}     | The name of a topic has 1 to 249 letters"
            })
    void shouldSayWhatIsWrongWithATemplate(String written, String why) {
        assertThatThrownBy(() -> OutputName.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(why);
    }

    @Test
    void shouldGiveEachInputItsOutputOrAllTheSame() {
        Topics own = new Topics("a,b", "scored-{topic}.v1", "dead");
        Topics shared = new Topics("a,b", "scored", "dead");

        assertThat(own.outputs()).containsExactly("scored-a.v1", "scored-b.v1");
        assertThat(own.shareOutput()).isFalse();
        assertThat(shared.outputs()).containsExactly("scored");
        assertThat(shared.outputOf("b")).isEqualTo("scored");
        assertThat(shared.shareOutput()).isTrue();
        assertThat(new Topics("a", "scored-{topic}", "dead").outputs()).containsExactly("scored-a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b           | b              | dead      | the scores of the input topic a would go to b",
                "a,scored-a    | scored-{topic} | dead      | the scores of the input topic a would go to scored-a",
                "a,b           | scored-{topic} | scored-b  | the scores of the input topic b would go to scored-b,"
                        + " the topic of dead letters",
                "a,dead        | scored         | dead      | input.topic=a,dead reads dead",
                ".*            | scored         | dead      | input.topic=.* reads dead",
                "dead.+        | scored         | dead      | input.topic=dead.+ reads dead-redriven",
                ".*ed          | scored         | letters   | the pattern input.topic=.*ed matches output.topic=scored",
                "[a-c]         | dead           | dead      | output.topic=dead is the topic of dead letters, too",
                "[a-c]         | scored-{topic} | scored-b  | output.topic=scored-{topic} can make scored-b"
            })
    void shouldRefuseToReadWhatIsWritten(String input, String output, String deadLetters, String why) {
        assertThatThrownBy(() -> new Topics(input, output, deadLetters))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(why);
    }

    @Test
    void shouldReadWhatMatchesAsAWhole() {
        Topics topics = new Topics("reviews\\..*|films", "scored", "dead");

        assertThat(List.of("reviews.de", "films", "reviews", "xfilms", "filmsx", "reviews.").stream()
                        .filter(topics.reading()))
                .containsExactly("reviews.de", "films", "reviews.");
    }

    @Test
    void shouldNeverReadWhatTheTemplateMakesOfAMatchingTopic() {
        Topics topics = new Topics(".*reviews.*", "{topic}.scored", "dead");

        assertThat(List.of("reviews", "reviews.scored", "reviews.scored.scored", "reviews.scored.old").stream()
                        .filter(topics.reading()))
                .containsExactly("reviews", "reviews.scored.old");
    }

    @Test
    void shouldNotReadATopicWhoseOutputCouldHaveNoName() {
        Topics topics = new Topics("r.*", "scored-{topic}", "dead");

        assertThat(topics.reading().test("r".repeat(242))).isTrue();
        assertThat(topics.reading().test("r".repeat(243))).isFalse();
        assertThatThrownBy(() -> new Topics("r".repeat(243), "scored-{topic}", "dead"))
                .hasMessageContaining("makes a name of more than 249 characters of the input topic rrr");
    }
}
