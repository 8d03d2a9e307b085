// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import static dev.undertone.config.ScorerConfigTest.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several topics, and what does not go with them. */
class TopicConfigTest {
    private static final String LIST = "reviews.de, reviews.fr";
    private static final String PATTERN = "reviews\\..*";

    @Test
    void shouldReadTopicsByNameOrByPattern() {
        assertThat(config(Map.of("input.topic", LIST)).topics().input().names())
                .isEqualTo(List.of("reviews.de", "reviews.fr"));
        assertThat(config(Map.of("input.topic", PATTERN)).topics().input().regex())
                .isEqualTo(PATTERN);
        assertThat(config(Map.of("input.topic", LIST, "output.topic", "scored-{topic}"))
                        .topics()
                        .outputs())
                .containsExactly("scored-reviews.de", "scored-reviews.fr");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "input.topic; reviews(; Invalid value reviews( for configuration input.topic: It is no regular expression",
                "input.topic; a,,b; Invalid value a,,b for configuration input.topic: The name of a topic has",
                "output.topic; {topic}; Invalid value {topic} for configuration output.topic: It would be the input topic",
                "errors.dead.letter.queue.topic.name; {topic}; Invalid value {topic} for configuration errors.dead",
                "input.topic; .*; input.topic=.* reads rejected-reviews, which dead letters or what was replayed of"
            })
    void shouldNameTheKeyThatIsWrong(String key, String value, String message) {
        assertThatThrownBy(() -> config(Map.of(key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void shouldRefuseAPatternWhereKafkaDoes() {
        Map<String, String> streams = Map.of("kafka.group.protocol", "streams");

        assertThat(config(with(streams, "input.topic", LIST)).topics().input().areSeveral())
                .isTrue();
        assertThatThrownBy(() -> config(with(streams, "input.topic", PATTERN)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("input.topic=reviews\\..* is a pattern, which Kafka does not take with"
                        + " kafka.group.protocol=streams; name the topics, or set it to classic");
    }

    @Test
    void shouldCountTrendsOfOneTopicOfScores() {
        Map<String, String> trends = Map.of("trends.by", "productId", "input.topic", LIST);

        assertThat(config(trends).trends().isOn()).isTrue();
        assertThatThrownBy(() -> config(with(trends, "output.topic", "scored-{topic}")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("trends.by reads the scores of one topic; set output.topic to a name without");
        assertThatThrownBy(() -> config(with(with(trends, "input.topic", PATTERN), "trends.topic", "reviews.trends")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("input.topic=reviews\\..* reads the topic reviews.trends of trends; choose another for"
                        + " trends.topic, or other input topics");
    }

    @Test
    void shouldRegisterTheSchemasOfNamedTopics() {
        Map<String, String> avro =
                Map.of("output.format", "avro", "schema.registry.url", "http://localhost:8081", "input.topic", LIST);

        Map<String, String> own = with(avro, "output.topic", "scored-{topic}");
        assertThat(config(avro).topics().shareOutput()).isTrue();
        assertThat(config(own).topics().outputs()).hasSize(2);
        assertThat(config(with(avro, "input.topic", PATTERN)).topics().shareOutput())
                .isTrue();
        assertThatThrownBy(() -> config(with(own, "input.topic", PATTERN)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("output.format=avro registers the schemas of topics at the start, and a"
                        + " pattern's join later; name the input topics, set output.topic to");
    }

    @Test
    void shouldSayWhatToDoWhereOneTopicIsNeeded() {
        assertThat(config(Map.of()).inputTopic("name one")).isEqualTo("reviews");
        assertThatThrownBy(() -> config(Map.of("input.topic", LIST)).inputTopic("name it by --topic"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("input.topic=reviews.de,reviews.fr stands for several topics; name it by --topic");
        assertThatThrownBy(() -> config(Map.of("input.topic", PATTERN, "output.topic", "scored-{topic}"))
                        .outputTopic("name one by --topic"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("output.topic=scored-{topic} stands for several topics; name one by --topic");
    }

    private static Map<String, String> with(Map<String, String> settings, String key, String value) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(key, value);
        return all;
    }
}
