// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import dev.undertone.event.shape.OutputFormat;
import dev.undertone.kafka.InputTopics;
import dev.undertone.kafka.OutputName;
import dev.undertone.kafka.Topics;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.StreamsConfig;

/** What is taken for topics, alone and together with other keys. */
final class TopicKeys {
    private TopicKeys() {}

    /** What Kafka takes for the name of a topic. */
    static ConfigDef.Validator topic() {
        return checked("name of a topic", InputTopics::requireName);
    }

    static ConfigDef.Validator inputs() {
        return checked("name, names with commas, or a regular expression", InputTopics::parse);
    }

    static ConfigDef.Validator output() {
        return checked("name of a topic, {topic} in it or not", OutputName::parse);
    }

    /** @throws IllegalArgumentException where a configuration does not go with its topics, in a sentence */
    static void check(ScorerConfig config) {
        Topics topics = config.topics();
        Object protocol = config.clientProperties().get(StreamsConfig.GROUP_PROTOCOL_CONFIG);
        if (topics.input().isPattern() && GroupProtocol.STREAMS.name().equalsIgnoreCase(String.valueOf(protocol))) {
            throw new IllegalArgumentException(ScorerConfig.INPUT_TOPIC + "=" + topics.input()
                    + " is a pattern, which Kafka does not take with " + ScorerConfig.KAFKA_PREFIX
                    + StreamsConfig.GROUP_PROTOCOL_CONFIG + "=streams; name the topics, or set it to classic");
        }
        if (topics.haveOutputsToCome() && config.events().outputFormat() != OutputFormat.JSON) {
            throw new IllegalArgumentException(
                    EventKeys.OUTPUT_FORMAT + "=" + Choice.text(config.events().outputFormat())
                            + " registers the schemas of topics at the start, and a pattern's join later; name the"
                            + " input topics, set " + ScorerConfig.OUTPUT_TOPIC + " to a name without "
                            + OutputName.PLACE + ", or the format to json");
        }
        boolean ownOutputs = topics.output().isTemplate() && topics.input().areSeveral();
        TrendsSettings trends = config.trends();
        if (trends.isOn()) {
            if (ownOutputs) {
                throw new IllegalArgumentException(TrendsSettings.BY + " reads the scores of one topic; set "
                        + ScorerConfig.OUTPUT_TOPIC + " to a name without " + OutputName.PLACE
                        + ", or count those of one with 'undertone trends --set output.topic=NAME'");
            }
            trends.requireTopicsOfTheirOwn(topics);
        }
    }

    /** The one topic that is read, for what works with one only. */
    static String only(InputTopics topics, String remedy) {
        if (topics.areSeveral()) {
            throw new ConfigurationException(
                    ScorerConfig.INPUT_TOPIC + "=" + topics + " stands for several topics; " + remedy);
        }
        return topics.names().get(0);
    }

    /** The one topic that is written, likewise. */
    static String onlyOutput(Topics topics, String remedy) {
        List<String> outputs = topics.outputs();
        if (outputs.size() != 1) {
            throw new ConfigurationException(
                    ScorerConfig.OUTPUT_TOPIC + "=" + topics.output() + " stands for several topics; " + remedy);
        }
        return outputs.get(0);
    }

    private static ConfigDef.Validator checked(String what, Consumer<String> check) {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    try {
                        check.accept(String.valueOf(value));
                    } catch (IllegalArgumentException e) {
                        throw new ConfigException(key, value, e.getMessage());
                    }
                },
                () -> what);
    }
}
