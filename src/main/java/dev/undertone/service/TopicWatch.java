// SPDX-License-Identifier: Apache-2.0
package dev.undertone.service;

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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the topics while the scorer runs, from a thread of its own: whether they are there, whether the settings of
 * those it writes have changed, and whether what was passed over in the one it reads had been removed before it was read. A broker that does
 * not answer is asked again.
 */
final class TopicWatch implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(TopicWatch.class);

    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final long NANOS = EVERY.toNanos();
    /** Where a topic was not found. */
    private static final long SOON_NANOS = Duration.ofSeconds(2).toNanos();

    private final ScorerConfig config;
    private final Topics topics;
    private final ProducerLimits producer;
    private final OutputTopics outputs;
    private final ReadGaps gaps;
    private final ScoringMetrics metrics;
    private final MissingTopics missing;
    private final Thread thread = new Thread(this::watch, "undertone-topics");

    /** Where each partition's reading begins; what was committed before it did. */
    private final Map<Integer, Long> begins = new HashMap<>();

    private TopicRules scores;
    private TopicRules letters;
    private Optional<Cluster> cluster;
    private int widthDifference;

    private TopicWatch(
            ScorerConfig config, Cluster cluster, OutputTopics outputs, ReadGaps gaps, ScoringMetrics metrics) {
        this.config = config;
        this.topics = config.topics();
        this.producer = ProducerLimits.of(StreamsProperties.of(config));
        this.scores = TopicRules.of(topics.output(), Map.of(), producer);
        this.letters = TopicRules.of(topics.deadLetters(), Map.of(), producer);
        this.cluster = Optional.of(cluster);
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
     */
    static TopicWatch start(
            ScorerConfig config, Cluster cluster, OutputTopics outputs, ReadGaps gaps, ScoringMetrics metrics) {
        TopicWatch watch = new TopicWatch(config, cluster, outputs, gaps, metrics);
        watch.readRules(cluster);
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
        withCluster(at -> begins.putAll(at.committedOffsets(config.applicationId(), topics.input())));
        try {
            while (!Thread.interrupted()) {
                Optional<ReadGaps.Gap> gap = gaps.next(EVERY.toMillis() / 10);
                if (gap.isPresent()) {
                    withCluster(at -> look(at, gap.get()));
                }
                if (System.nanoTime() - readAt >= (missing.hasDoubts() ? SOON_NANOS : NANOS)) {
                    withCluster(at -> {
                        readRules(at);
                        lookForTopics(at);
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
        scores = rules(from, scores);
        letters = rules(from, letters);
        outputs.update(scores, letters);
    }

    /** A broker that does not tell leaves what was known before. */
    private TopicRules rules(Cluster from, TopicRules known) {
        Map<String, String> settings = from.settings(known.topic());
        return settings.isEmpty() ? known : TopicRules.of(known.topic(), settings, producer);
    }

    private void look(Cluster at, ReadGaps.Gap gap) {
        if (gap.to() == ReadGaps.Gap.UNKNOWN) {
            if (!begins.containsKey(gap.partition())) {
                Long committed = at.committedOffsets(config.applicationId(), topics.input())
                        .get(gap.partition());
                if (committed != null) {
                    begins.put(gap.partition(), committed);
                }
            }
            return;
        }
        Long begun = begins.remove(gap.partition());
        long from = gap.from() == ReadGaps.Gap.UNKNOWN ? begun == null ? gap.to() : begun : gap.from();
        if (from < gap.to()) {
            OptionalLong first = at.firstOffset(topics.input(), gap.partition());
            long lost = Math.min(first.orElse(0), gap.to()) - from;
            if (lost > 0) {
                metrics.recordsExpired(lost);
                LOGGER.atWarn()
                        .addKeyValue("topic", topics.input())
                        .addKeyValue("partition", gap.partition())
                        .addKeyValue("from", from)
                        .addKeyValue("records", lost)
                        .log("Records were removed from the input topic before they were read, so they are not scored;"
                                + " raise its retention, or score faster");
            }
        }
    }

    private void lookForTopics(Cluster at) {
        int input = look(at, topics.input());
        int output = look(at, topics.output());
        look(at, topics.deadLetters());
        compareWidths(input, output);
    }

    private int look(Cluster at, String topic) {
        int partitions = at.partitions(topic).size();
        missing.looked(topic, partitions > 0, System.nanoTime());
        return partitions;
    }

    /** Says once of each difference that keys do not lie where their reviews do. */
    private void compareWidths(int input, int output) {
        int difference = input - output;
        if (difference != widthDifference && input > 0 && output > 0) {
            widthDifference = difference;
            LOGGER.atInfo()
                    .addKeyValue("input", input)
                    .addKeyValue("output", output)
                    .log("The input topic and the output topic have different numbers of partitions:"
                            + " a key's scores lie where the output topic's own number puts the key");
        }
    }
}
