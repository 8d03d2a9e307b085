// SPDX-License-Identifier: Apache-2.0
package dev.undertone.service;

import dev.undertone.config.ConfigurationException;
import dev.undertone.config.ScorerConfig;
import dev.undertone.kafka.Cluster;
import dev.undertone.kafka.Topics;
import java.util.ArrayList;
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

    private TopicSetup(ScorerConfig config, Cluster cluster) {
        this.config = config;
        this.cluster = cluster;
        this.topics = config.topics();
    }

    /**
     * @throws ConfigurationException if a topic is missing and is not to be created, or instances of the same
     *     application read another
     */
    static void prepare(ScorerConfig config, Cluster cluster) {
        TopicSetup setup = new TopicSetup(config, cluster);
        setup.requireOneInput();
        if (config.createsTopics()) {
            setup.create();
        } else {
            setup.requireAll();
        }
        setup.sayWhatDoesNotFit();
    }

    /**
     * Members of a group share out what one of them reads. What only others read nobody would, and the group would
     * share out anew every few seconds.
     */
    private void requireOneInput() {
        Set<String> read = cluster.topicsReadBy(config.applicationId());
        if (!read.isEmpty() && !read.contains(topics.input())) {
            throw new ConfigurationException("other instances of " + config.applicationId() + " read "
                    + String.join(", ", read) + ", not " + topics.input() + "; stop them first, or set "
                    + ScorerConfig.APPLICATION_ID + " to a name of its own");
        }
    }

    private void requireAll() {
        for (String topic : List.of(topics.input(), topics.output(), topics.deadLetters())) {
            if (cluster.partitions(topic).isEmpty()) {
                throw new ConfigurationException("there is no topic " + topic + " at " + config.bootstrapServers()
                        + "; create it, or set " + ScorerConfig.TOPICS_CREATE + "=true");
            }
        }
    }

    private void create() {
        logCreated(cluster.ensureTopics(List.of(topics.input()), Optional.empty(), Map.of()));
        // As wide as the input: then a key's score lies in the partition of the same number as its review.
        Optional<Integer> width = Optional.of(cluster.partitions(topics.input()).size());
        logCreated(cluster.ensureTopics(List.of(topics.output()), width, Map.of()));
        OptionalLong largestInput = number(cluster.settings(topics.input()), TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        // Whatever could be read should fit the dead letters whole.
        Map<String, String> settings = largestInput.isEmpty()
                ? Map.of()
                : Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.toString(largestInput.getAsLong() + HEADER_BYTES));
        logCreated(cluster.ensureTopics(List.of(topics.deadLetters()), width, settings));
    }

    /** What the input takes and an output topic does not, in one line. */
    private void sayWhatDoesNotFit() {
        Map<String, String> input = cluster.settings(topics.input());
        Map<String, String> scores = cluster.settings(topics.output());
        Map<String, String> letters = cluster.settings(topics.deadLetters());
        List<String> misfits = new ArrayList<>();
        long largest = number(input, TopicConfig.MAX_MESSAGE_BYTES_CONFIG).orElse(0);
        long largestScore = config.eventFields().carried().isEmpty()
                ? SCORE_BYTES
                : Math.min(largest, config.inputMaxBytes()) + SCORE_BYTES;
        compareSize(misfits, topics.output(), scores, largestScore, "larger scores become dead letters");
        compareSize(
                misfits,
                topics.deadLetters(),
                letters,
                largest + HEADER_BYTES,
                "dead letters of larger records are shortened");
        if (isCompacted(scores) && !isCompacted(input)) {
            misfits.add(topics.output() + " is compacted: reviews without a key become dead letters");
        }
        if (isCompacted(letters) && !isCompacted(input)) {
            misfits.add(
                    topics.deadLetters() + " is compacted: dead letters without a key get one of their own, and later"
                            + " ones of a key take away earlier ones");
        }
        compareTime(misfits, topics.output(), input, scores, "reviews of other times become dead letters");
        compareTime(misfits, topics.deadLetters(), input, letters, "dead letters of other times get the present one");
        if (!misfits.isEmpty()) {
            LOGGER.warn("Not all that the input topic takes will fit: {}", String.join("; ", misfits));
        }
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
            List<String> misfits, String topic, Map<String, String> input, Map<String, String> settings, String then) {
        if ("LogAppendTime".equals(settings.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))) {
            return;
        }
        for (String bound : List.of(
                TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
                TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG)) {
            OptionalLong limit = number(settings, bound);
            if (limit.isPresent() && limit.getAsLong() < number(input, bound).orElse(Long.MAX_VALUE)) {
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
