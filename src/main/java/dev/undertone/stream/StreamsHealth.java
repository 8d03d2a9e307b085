// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import dev.undertone.http.Health;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.ThreadMetadata;

/**
 * How a Kafka Streams application is, beyond the state that it gives itself: that stays RUNNING while a thread hangs,
 * and while no broker answers. Both show in figures that Kafka itself keeps of the consumer of each stream thread.
 *
 * <ul>
 * <li>A thread hangs if it has not polled for longer than {@code max.poll.interval.ms}. A stream thread polls between
 * any two steps of work, with or without partitions, and that is the time after which Kafka, too, takes its partitions
 * away. Waiting for a broker does not take that long: Kafka's clients give up after {@code max.block.ms} and the thread
 * polls again.
 * <li>No broker answers if the last heartbeat is older than {@value #HEARTBEATS} intervals. The consumer sends one from
 * a thread of its own, whatever the stream thread does, but only after the one before was answered.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
final class StreamsHealth {
    private static final int HEARTBEATS = 3;

    private final KafkaStreams streams;
    private final String name;
    private final BooleanSupplier everRan;
    private final Supplier<Optional<String>> trouble;
    private final int threads;
    private final Duration pollLimit;
    private final Duration heartbeatLimit;
    private final AtomicLong firstAskedAt = new AtomicLong();

    /**
     * @param config that the application was made with
     * @param name of the application for people, with its article
     * @param everRan whether it has come to reading
     * @param trouble why records wait that are to be read
     */
    StreamsHealth(
            KafkaStreams streams,
            StreamsConfig config,
            String name,
            BooleanSupplier everRan,
            Supplier<Optional<String>> trouble) {
        this.streams = streams;
        this.name = name;
        this.everRan = everRan;
        this.trouble = trouble;
        this.threads = config.getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG);
        Map<String, Object> consumer = config.getMainConsumerConfigs("health", "health", 1);
        this.pollLimit = millis(consumer, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG);
        this.heartbeatLimit =
                millis(consumer, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG).multipliedBy(HEARTBEATS);
    }

    Health health() {
        return new Health(this::whyNotLive, this::whyNotReady, this::whyNotStarted);
    }

    private Optional<String> whyNotLive() {
        KafkaStreams.State state = streams.state();
        if (state == KafkaStreams.State.CREATED) {
            return Optional.empty();
        }
        if (!state.isRunningOrRebalancing()) {
            return Optional.of(
                    state == KafkaStreams.State.ERROR || state == KafkaStreams.State.PENDING_ERROR
                            ? "a failure has ended " + name + ", its log says which"
                            : name + " ends");
        }
        Set<String> living = consumersOfLivingThreads();
        if (living.size() < threads) {
            return Optional.of(threads - living.size() + " of " + threads + " stream threads are dead");
        }
        OptionalDouble silence = longest("consumer-metrics", "last-poll-seconds-ago", living);
        return silence.isPresent() && silence.getAsDouble() > seconds(pollLimit)
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "a stream thread hangs: it has not polled for %.0f s, and may take %.0f s",
                        silence.getAsDouble(),
                        seconds(pollLimit)))
                : Optional.empty();
    }

    private Optional<String> whyNotReady() {
        Optional<String> notLive = whyNotLive();
        if (notLive.isPresent()) {
            return notLive;
        }
        Optional<String> troubled = trouble.get();
        if (troubled.isPresent()) {
            return troubled;
        }
        KafkaStreams.State state = streams.state();
        if (state != KafkaStreams.State.RUNNING) {
            return Optional.of(
                    state == KafkaStreams.State.CREATED
                            ? name + " has not begun"
                            : "the group shares out its partitions");
        }
        double silence = secondsWithoutHeartbeat();
        return silence > seconds(heartbeatLimit)
                ? Optional.of(
                        String.format(Locale.ROOT, "no broker answers: for %.0f s no heartbeat could be sent", silence))
                : Optional.empty();
    }

    /**
     * Before the first one, since somebody asked first: a broker may go away so early that there is none to count from.
     */
    private double secondsWithoutHeartbeat() {
        OptionalDouble silence =
                longest("consumer-coordinator-metrics", "last-heartbeat-seconds-ago", consumersOfLivingThreads());
        if (silence.isPresent()) {
            firstAskedAt.set(0);
            return silence.getAsDouble();
        }
        firstAskedAt.compareAndSet(0, System.nanoTime());
        return (System.nanoTime() - firstAskedAt.get()) / 1e9;
    }

    private Optional<String> whyNotStarted() {
        return everRan.getAsBoolean() ? Optional.empty() : Optional.of(name + " has not read yet");
    }

    /**
     * The client ids of the consumers that fetch for a thread which is not dead; none if the application
     * ends meanwhile.
     */
    private Set<String> consumersOfLivingThreads() {
        try {
            return streams.metadataForLocalThreads().stream()
                    .filter(thread -> !thread.threadState().equals("DEAD"))
                    .map(ThreadMetadata::consumerClientId)
                    .collect(Collectors.toCollection(HashSet::new));
        } catch (IllegalStateException e) {
            return Set.of();
        }
    }

    /** The longest time that a figure shows of these consumers, in seconds; nothing where none was kept yet. */
    private OptionalDouble longest(String group, String name, Set<String> clients) {
        double longest = -1;
        for (Map.Entry<MetricName, ? extends Metric> entry : streams.metrics().entrySet()) {
            MetricName metric = entry.getKey();
            if (metric.name().equals(name)
                    && metric.group().equals(group)
                    && clients.contains(metric.tags().get("client-id"))
                    && entry.getValue().metricValue() instanceof Number seconds) {
                longest = Math.max(longest, seconds.doubleValue());
            }
        }
        return longest < 0 ? OptionalDouble.empty() : OptionalDouble.of(longest);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static Duration millis(Map<String, Object> consumer, String key) {
        Object value = consumer.getOrDefault(
                key, ConsumerConfig.configDef().defaultValues().get(key));
        return Duration.ofMillis(Long.parseLong(value.toString()));
    }
}
