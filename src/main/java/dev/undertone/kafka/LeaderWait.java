// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until every partition of a topic has a leader that answers: a cluster takes up to
 * {@code broker.session.timeout.ms} (9 s) to miss a broker that stands still, and only then has others lead what that
 * one led. Confined to one thread.
 */
final class LeaderWait {
    private static final Logger LOGGER = LoggerFactory.getLogger(LeaderWait.class);

    static final int PATIENCE_SECONDS = 60;

    /** A leader that is well answers sooner. */
    private static final int SUSPICIOUS_SECONDS = 4;
    /** After which the topic is described anew: its leaders may be others by then. */
    private static final int PER_ASK_SECONDS = 6;

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Admin admin;
    private final Answers answers;
    private final Function<String, Optional<TopicDescription>> topics;
    private boolean told;

    /** @param topics describes one, nothing where the cluster does not know it */
    LeaderWait(Admin admin, Answers answers, Function<String, Optional<TopicDescription>> topics) {
        this.admin = admin;
        this.answers = answers;
        this.topics = topics;
    }

    /** @throws BrokerUnavailableException if a partition has none in time; names who should be it */
    void await(String topic) {
        long deadline = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
        String why = "no broker knows it";
        while (true) {
            try {
                List<TopicPartitionInfo> partitions =
                        topics.apply(topic).map(TopicDescription::partitions).orElse(List.of());
                if (!partitions.isEmpty()) {
                    Optional<String> silence = ask(topic, partitions);
                    if (silence.isEmpty()) {
                        return;
                    }
                    why = silence.get();
                }
            } catch (BrokerUnavailableException e) {
                // One that was made a moment ago is not known everywhere, and who is asked may have just failed.
                boolean passes = e.getCause() instanceof UnknownTopicOrPartitionException || isTimeout(e.getCause());
                if (!passes || System.nanoTime() > deadline) {
                    throw e;
                }
            }
            if (System.nanoTime() > deadline) {
                throw new BrokerUnavailableException(
                        "the topic " + topic + " cannot be used after " + PATIENCE_SECONDS + " s: " + why
                                + "; check that all brokers of the cluster are up, and that the topic has replicas",
                        null);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Why not all partitions answer, as those of a broker that has failed, or nothing where they do. */
    private Optional<String> ask(String topic, List<TopicPartitionInfo> partitions) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(info -> latest.put(new TopicPartition(topic, info.partition()), OffsetSpec.latest()));
        ListOffsetsResult asked = admin.listOffsets(latest);
        if (isDone(asked.all(), SUSPICIOUS_SECONDS)) {
            answers.of(asked.all());
            return Optional.empty();
        }
        tell(topic, silent(topic, partitions, asked));
        if (isDone(asked.all(), PER_ASK_SECONDS)) {
            answers.of(asked.all());
            return Optional.empty();
        }
        return Optional.of(silent(topic, partitions, asked));
    }

    /** Whether it ends within so many seconds, and not because nobody answers. */
    private static boolean isDone(KafkaFuture<?> future, int seconds) {
        try {
            future.get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            return !isTimeout(e.getCause());
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void tell(String topic, String why) {
        if (!told) {
            told = true;
            LOGGER.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("why", why)
                    .log("Waiting for partitions to have leaders that answer");
        }
    }

    /** As in "127.0.0.1:9092, which leads partitions 0, 3, does not answer". */
    private static String silent(String topic, List<TopicPartitionInfo> partitions, ListOffsetsResult asked) {
        Map<String, String> waited = partitions.stream()
                .filter(info -> !isAnswered(asked.partitionResult(new TopicPartition(topic, info.partition()))))
                .collect(Collectors.groupingBy(
                        LeaderWait::leader,
                        TreeMap::new,
                        Collectors.mapping(info -> Integer.toString(info.partition()), Collectors.joining(", "))));
        return waited.entrySet().stream()
                .map(leader -> leader.getKey().isEmpty()
                        ? "no broker leads " + name(leader.getValue())
                        : leader.getKey() + ", which leads " + name(leader.getValue()) + ", does not answer")
                .collect(Collectors.joining("; "));
    }

    private static String leader(TopicPartitionInfo info) {
        return info.leader() == null
                ? ""
                : info.leader().host() + ":" + info.leader().port();
    }

    private static String name(String partitions) {
        return (partitions.contains(",") ? "partitions " : "partition ") + partitions;
    }

    private static boolean isAnswered(KafkaFuture<?> future) {
        return future.isDone() && !future.isCompletedExceptionally();
    }

    private static boolean isTimeout(Throwable cause) {
        return cause instanceof TimeoutException || cause instanceof org.apache.kafka.common.errors.TimeoutException;
    }
}
