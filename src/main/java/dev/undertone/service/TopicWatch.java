// SPDX-License-Identifier: Apache-2.0
package dev.undertone.service;

import dev.undertone.config.ConfigurationException;
import dev.undertone.config.ScorerConfig;
import dev.undertone.kafka.AccessException;
import dev.undertone.kafka.BrokerUnavailableException;
import dev.undertone.kafka.Cluster;
import dev.undertone.kafka.ProducerLimits;
import dev.undertone.kafka.TopicRules;
import dev.undertone.kafka.Topics;
import dev.undertone.score.ScoringMetrics;
import dev.undertone.stream.ReadGaps;
import dev.undertone.stream.StreamsProperties;
import dev.undertone.stream.outcome.OutputTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the topics while the scorer runs, from a thread of its own: whether they are there, whether the settings of
 * those it writes have changed, whether what was passed over in those it reads had been removed before it was read, and
 * whether one that joined them needs an output topic. A broker that does not answer is asked again.
 */
final class TopicWatch implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(TopicWatch.class);

    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final long NANOS = EVERY.toNanos();
    /** Where a topic was not found. */
    private static final long SOON_NANOS = Duration.ofSeconds(2).toNanos();

    private final ScorerConfig config;
    private final Topics topics;
    private final Predicate<String> reading;
    private final ProducerLimits producer;
    private final OutputTopics outputs;
    private final ReadGaps gaps;
    private final ScoringMetrics metrics;
    private final MissingTopics missing;
    private final Thread thread = new Thread(this::watch, "undertone-topics");

    /** Where each partition's reading begins; what was committed before it did. */
    private final Map<TopicPartition, Long> begins = new HashMap<>();
    /** The topics whose settings were told once. */
    private final Set<String> told = new HashSet<>();

    private final Map<String, Integer> widthDifferences = new HashMap<>();

    private Optional<Cluster> cluster;
    private List<String> inputs;

    private TopicWatch(
            ScorerConfig config,
            Cluster cluster,
            List<String> inputs,
            OutputTopics outputs,
            ReadGaps gaps,
            ScoringMetrics metrics) {
        this.config = config;
        this.topics = config.topics();
        this.reading = topics.reading();
        this.producer = ProducerLimits.of(StreamsProperties.of(config));
        this.cluster = Optional.of(cluster);
        this.inputs = inputs;
        this.outputs = outputs;
        this.gaps = gaps;
        this.metrics = metrics;
        this.missing = new MissingTopics(
                Duration.ofMillis(
                        new StreamsConfig(StreamsProperties.of(config)).getLong(StreamsConfig.TASK_TIMEOUT_MS_CONFIG)),
                config.createsTopics());
    }

    /**
     * Looks once, before reading begins, and goes on looking until it is closed.
     *
     * @param cluster to ask, which it then owns
     * @param inputs the topics that are to be read
     */
    static TopicWatch start(
            ScorerConfig config,
            Cluster cluster,
            List<String> inputs,
            OutputTopics outputs,
            ReadGaps gaps,
            ScoringMetrics metrics) {
        TopicWatch watch = new TopicWatch(config, cluster, inputs, outputs, gaps, metrics);
        inputs.stream().filter(outputs.awaited()::areThereFor).forEach(outputs::scoresOf);
        watch.readRules(cluster);
        watch.makeOutputs(cluster);
        outputs.readBy(() -> watch.withCluster(watch::readRules));
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    /** Which topics are gone; looked at as often as all else. */
    MissingTopics missing() {
        return missing;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(EVERY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        long readAt = System.nanoTime();
        // Before reading begins, as what is committed then tells what was lost while nobody read.
        withCluster(at -> begins.putAll(at.committedOffsets(config.applicationId(), reading)));
        try {
            while (!Thread.interrupted()) {
                Optional<ReadGaps.Gap> gap = gaps.next(EVERY.toMillis() / 10);
                if (gap.isPresent()) {
                    withCluster(at -> look(at, gap.get()));
                }
                if (!outputs.awaited().inputs().isEmpty()) {
                    withCluster(this::makeOutputs);
                }
                if (System.nanoTime() - readAt >= (missing.hasDoubts() ? SOON_NANOS : NANOS)) {
                    withCluster(at -> {
                        lookForInputs(at);
                        readRules(at);
                        lookForTopics(at);
                        compareWidths(at);
                    });
                    readAt = System.nanoTime();
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        } finally {
            cluster.ifPresent(Cluster::close);
        }
    }

    /** Stream threads ask too, after a refusal. */
    private synchronized void withCluster(Consumer<Cluster> question) {
        try {
            if (cluster.isEmpty()) {
                cluster = Optional.of(Cluster.connect(config.clientProperties()));
            }
            question.accept(cluster.get());
        } catch (BrokerUnavailableException | AccessException e) {
            // The stream threads meet the same and say so.
            cluster.ifPresent(Cluster::close);
            cluster = Optional.empty();
        }
    }

    private void readRules(Cluster from) {
        List<String> all = new ArrayList<>(outputs.scores());
        all.add(topics.deadLetters());
        readRules(from, all);
    }

    private void readRules(Cluster from, List<String> ofTopics) {
        from.settings(ofTopics).forEach((topic, settings) -> {
            // A broker that does not tell leaves what was known before.
            if (told.add(topic) || !settings.isEmpty()) {
                TopicRules rules = TopicRules.of(topic, settings, producer);
                if (topic.equals(topics.deadLetters())) {
                    outputs.updateLetters(rules);
                } else {
                    outputs.updateScores(rules);
                }
            }
        });
    }

    /** Tells of topics that have joined, and forgets those that are gone. */
    private void lookForInputs(Cluster at) {
        if (topics.input().isPattern()) {
            List<String> before = inputs;
            inputs = at.topics(reading);
            before.stream().filter(input -> !inputs.contains(input)).forEach(outputs.awaited()::forget);
            inputs.stream()
                    .filter(input -> !before.contains(input))
                    .forEach(input -> LOGGER.atInfo()
                            .addKeyValue("topic", input)
                            .addKeyValue("output", topics.outputOf(input))
                            .log("Another topic matches the pattern of input topics and is read from now on"));
        }
    }

    /** Makes the output topics that records wait for. */
    private void makeOutputs(Cluster at) {
        for (String input : outputs.awaited().inputs()) {
            try {
                if (at.partitions(input).isEmpty()) {
                    outputs.awaited().forget(input);
                    continue;
                }
                TopicSetup.prepareOutput(config, at, input);
                outputs.scoresOf(input);
                readRules(at, List.of(topics.outputOf(input)));
                outputs.awaited().isThereFor(input);
            } catch (ConfigurationException | AccessException | BrokerUnavailableException e) {
                String why = "reviews of " + input + " wait for the topic of their scores: " + e.getMessage();
                outputs.awaited().isMissingFor(input, why);
                LOGGER.warn("Reviews of {} wait for the topic of their scores: {}", input, e.getMessage());
            }
        }
    }

    private void look(Cluster at, ReadGaps.Gap gap) {
        if (gap.to() == ReadGaps.Gap.UNKNOWN) {
            rememberBegin(at, gap);
            return;
        }
        TopicPartition partition = new TopicPartition(gap.topic(), gap.partition());
        Long begun = begins.remove(partition);
        long from = gap.from() == ReadGaps.Gap.UNKNOWN ? begun == null ? gap.to() : begun : gap.from();
        if (from < gap.to()) {
            OptionalLong first = at.firstOffset(partition);
            long lost = Math.min(first.orElse(0), gap.to()) - from;
            if (lost > 0) {
                metrics.recordsExpired(lost);
                LOGGER.atWarn()
                        .addKeyValue("topic", gap.topic())
                        .addKeyValue("partition", gap.partition())
                        .addKeyValue("from", from)
                        .addKeyValue("records", lost)
                        .log("Records were removed from the input topic before they were read, so they are not scored;"
                                + " raise its retention, or score faster");
            }
        }
    }

    private void rememberBegin(Cluster at, ReadGaps.Gap gap) {
        if (!begins.containsKey(new TopicPartition(gap.topic(), gap.partition()))) {
            Predicate<String> asked = gap.topic().equals(ReadGaps.Gap.ANY) ? reading : gap.topic()::equals;
            at.committedOffsets(config.applicationId(), asked).forEach((partition, offset) -> {
                if (partition.partition() == gap.partition()) {
                    begins.putIfAbsent(partition, offset);
                }
            });
        }
    }

    /** Takes down whether those are there that it cannot do without; topics of a pattern come and go. */
    private void lookForTopics(Cluster at) {
        List<String> needed = new ArrayList<>(topics.input().names());
        needed.addAll(topics.outputs());
        needed.add(topics.deadLetters());
        needed.forEach(topic -> missing.looked(topic, !at.partitions(topic).isEmpty(), System.nanoTime()));
    }

    /** Says once of each difference that keys do not lie where their reviews do. */
    private void compareWidths(Cluster at) {
        Set<String> all = new HashSet<>(inputs);
        inputs.forEach(input -> all.add(topics.outputOf(input)));
        Map<String, Integer> widths = at.widths(all);
        for (String topic : inputs) {
            int input = widths.getOrDefault(topic, 0);
            int output = widths.getOrDefault(topics.outputOf(topic), 0);
            int difference = input - output;
            if (difference != widthDifferences.getOrDefault(topic, 0) && input > 0 && output > 0) {
                widthDifferences.put(topic, difference);
                LOGGER.atInfo()
                        .addKeyValue("topic", topic)
                        .addKeyValue("input", input)
                        .addKeyValue("output", output)
                        .log("The input topic and the output topic have different numbers of partitions:"
                                + " a key's scores lie where the output topic's own number puts the key");
            }
        }
    }
}
