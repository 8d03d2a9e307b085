// SPDX-License-Identifier: Apache-2.0
package dev.undertone.service;

import dev.undertone.config.ConfigurationException;
import dev.undertone.config.ScorerConfig;
import dev.undertone.kafka.Cluster;
import dev.undertone.kafka.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that the scorer's topics are there, and says what will not fit into those that were there before. */
final class TopicSetup {
    private static final Logger LOGGER = LoggerFactory.getLogger(TopicSetup.class);

    /** Room for the headers of a dead letter beside the largest record. */
    private static final int HEADER_BYTES = 65_536;
    /** The most that a scored event holds besides what it carries of the review, its id, key and headers. */
    private static final int SCORE_BYTES = 1024;

    private final ScorerConfig config;
    private final Cluster cluster;
    private final Topics topics;
    private final List<String> inputs;

    private TopicSetup(ScorerConfig config, Cluster cluster, List<String> inputs) {
        this.config = config;
        this.cluster = cluster;
        this.topics = config.topics();
        this.inputs = inputs;
    }

    /**
     * The topics that are to be read: those that are named, whether they are there or not, or those that match the
     * pattern now.
     */
    static List<String> inputs(ScorerConfig config, Cluster cluster) {
        Topics topics = config.topics();
        return topics.input().isPattern()
                ? cluster.topics(topics.reading())
                : topics.input().names();
    }

    /**
     * Makes the topics that are missing, but for output topics that are made as input topics join.
     *
     * @param inputs the topics that are to be read
     * @param readByOthers those that instances of the same application read at this moment
     * @throws ConfigurationException if a topic is missing and is not to be created, or instances of the same
     *     application read others
     */
    static void prepare(ScorerConfig config, Cluster cluster, List<String> inputs, Set<String> readByOthers) {
        TopicSetup setup = new TopicSetup(config, cluster, inputs);
        setup.requireSameInput(readByOthers);
        if (config.createsTopics()) {
            setup.create();
        } else {
            inputs.forEach(setup::require);
            if (!setup.topics.haveOutputsToCome()) {
                setup.outputs().keySet().forEach(setup::require);
            }
            setup.require(setup.topics.deadLetters());
        }
        setup.sayWhatDoesNotFit();
        if (inputs.isEmpty()) {
            LOGGER.atWarn()
                    .addKeyValue("pattern", setup.topics.input())
                    .log("No topic matches the pattern of input topics yet, so nothing is read until one does");
        }
    }

    /**
     * Makes the output topic of an input topic that joins.
     *
     * @throws ConfigurationException if it is missing and is not to be created
     */
    static void prepareOutput(ScorerConfig config, Cluster cluster, String input) {
        TopicSetup setup = new TopicSetup(config, cluster, List.of(input));
        String output = setup.topics.outputOf(input);
        if (config.createsTopics()) {
            logCreated(cluster.ensureTopics(List.of(output), setup.width(List.of(input)), Map.of()));
        } else {
            setup.require(output);
        }
    }

    /**
     * Members of a group share out what one of them reads. What only others read nobody would, and the group would
     * share out anew every few seconds.
     */
    private void requireSameInput(Set<String> read) {
        if (!read.stream().allMatch(topics.reading())) {
            throw new ConfigurationException("other instances of " + config.applicationId() + " read "
                    + String.join(", ", read) + ", not " + topics.input() + "; stop them first, or set "
                    + ScorerConfig.APPLICATION_ID + " to a name of its own");
        }
    }

    private void require(String topic) {
        if (cluster.partitions(topic).isEmpty()) {
            throw new ConfigurationException("there is no topic " + topic + " at " + config.bootstrapServers()
                    + "; create it, or set " + ScorerConfig.TOPICS_CREATE + "=true");
        }
    }

    private void create() {
        if (!topics.input().isPattern()) {
            logCreated(cluster.ensureTopics(inputs, Optional.empty(), Map.of()));
        }
        if (!topics.haveOutputsToCome()) {
            outputs()
                    .forEach(
                            (output, from) -> logCreated(cluster.ensureTopics(List.of(output), width(from), Map.of())));
        }
        OptionalLong largestInput = inputs.isEmpty()
                ? OptionalLong.empty()
                : largest(cluster.settings(inputs).values());
        // Whatever could be read should fit the dead letters whole.
        Map<String, String> settings = largestInput.isEmpty()
                ? Map.of()
                : Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.toString(largestInput.getAsLong() + HEADER_BYTES));
        logCreated(cluster.ensureTopics(List.of(topics.deadLetters()), width(inputs), settings));
    }

    /** The topics for scores, with the input topics of each; one for all is there without any. */
    private Map<String, List<String>> outputs() {
        Map<String, List<String>> outputs = new LinkedHashMap<>();
        topics.outputs().forEach(output -> outputs.put(output, new ArrayList<>()));
        inputs.forEach(input -> outputs.computeIfAbsent(topics.outputOf(input), output -> new ArrayList<>())
                .add(input));
        return outputs;
    }

    /** As wide as the widest input: then a key's score lies in the partition of the same number as its review. */
    private Optional<Integer> width(List<String> of) {
        return of.stream()
                .map(input -> cluster.partitions(input).size())
                .filter(width -> width > 0)
                .max(Integer::compare);
    }

    /** What the input takes and an output topic does not, in one line. */
    private void sayWhatDoesNotFit() {
        if (inputs.isEmpty()) {
            return;
        }
        Map<String, List<String>> outputs = outputs();
        Set<String> all = new LinkedHashSet<>(inputs);
        all.addAll(outputs.keySet());
        all.add(topics.deadLetters());
        Map<String, Map<String, String>> settings = cluster.settings(all);
        List<String> misfits = new ArrayList<>();
        outputs.forEach((output, from) -> compareScores(misfits, output, settings.get(output), of(from, settings)));
        compareLetters(misfits, settings.get(topics.deadLetters()), of(inputs, settings));
        if (!misfits.isEmpty()) {
            LOGGER.warn("Not all that the input topic takes will fit: {}", String.join("; ", misfits));
        }
    }

    private void compareScores(
            List<String> misfits, String output, Map<String, String> scores, List<Map<String, String>> inputSettings) {
        long largest = largest(inputSettings).orElse(0);
        long largestScore = config.eventFields().carried().isEmpty()
                ? SCORE_BYTES
                : Math.min(largest, config.inputMaxBytes()) + SCORE_BYTES;
        compareSize(misfits, output, scores, largestScore, "larger scores become dead letters");
        if (isCompacted(scores) && !inputSettings.stream().allMatch(TopicSetup::isCompacted)) {
            misfits.add(output + " is compacted: reviews without a key become dead letters");
        }
        compareTime(misfits, output, inputSettings, scores, "reviews of other times become dead letters");
    }

    private void compareLetters(
            List<String> misfits, Map<String, String> letters, List<Map<String, String>> inputSettings) {
        compareSize(
                misfits,
                topics.deadLetters(),
                letters,
                largest(inputSettings).orElse(0) + HEADER_BYTES,
                "dead letters of larger records are shortened");
        if (isCompacted(letters) && !inputSettings.stream().allMatch(TopicSetup::isCompacted)) {
            misfits.add(
                    topics.deadLetters() + " is compacted: dead letters without a key get one of their own, and later"
                            + " ones of a key take away earlier ones");
        }
        compareTime(
                misfits,
                topics.deadLetters(),
                inputSettings,
                letters,
                "dead letters of other times get the present one");
    }

    private static List<Map<String, String>> of(List<String> inputs, Map<String, Map<String, String>> settings) {
        return inputs.stream().map(settings::get).toList();
    }

    private static OptionalLong largest(Collection<Map<String, String>> settings) {
        return settings.stream()
                .map(ofTopic -> number(ofTopic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG))
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .max();
    }

    private static void compareSize(
            List<String> misfits, String topic, Map<String, String> settings, long needed, String then) {
        number(settings, TopicConfig.MAX_MESSAGE_BYTES_CONFIG).ifPresent(limit -> {
            if (limit < needed) {
                misfits.add(topic + " takes " + limit + " bytes (max.message.bytes) of the " + needed
                        + " that a record can need: " + then);
            }
        });
    }

    private static void compareTime(
            List<String> misfits,
            String topic,
            List<Map<String, String>> inputs,
            Map<String, String> settings,
            String then) {
        if ("LogAppendTime".equals(settings.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))) {
            return;
        }
        for (String bound : List.of(
                TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
                TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG)) {
            OptionalLong limit = number(settings, bound);
            long widest = inputs.stream()
                    .mapToLong(input -> number(input, bound).orElse(Long.MAX_VALUE))
                    .max()
                    .orElse(0);
            if (limit.isPresent() && limit.getAsLong() < widest) {
                misfits.add(topic + " has " + bound + "=" + limit.getAsLong() + ": " + then);
            }
        }
    }

    private static boolean isCompacted(Map<String, String> settings) {
        return settings.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "")
                .contains(TopicConfig.CLEANUP_POLICY_COMPACT);
    }

    private static OptionalLong number(Map<String, String> settings, String key) {
        String value = settings.get(key);
        return value == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
    }

    private static void logCreated(Set<String> created) {
        created.forEach(topic -> LOGGER.atInfo().addKeyValue("topic", topic).log("Created a topic that did not exist"));
    }
}
