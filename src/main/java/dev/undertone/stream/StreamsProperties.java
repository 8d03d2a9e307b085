// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import dev.undertone.config.ScorerConfig;
import dev.undertone.kafka.ProducerLimits;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.StreamsConfig;

/** How Kafka Streams and its clients are set up for scoring in batches. */
public final class StreamsProperties {
    private StreamsProperties() {}

    /** What Kafka Streams is started with; a {@value ScorerConfig#KAFKA_PREFIX} key wins over what stands here. */
    public static Map<String, Object> of(ScorerConfig config) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, config.processingGuarantee());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        // Bounds how late a linger can end, and how long a committed score stays unseen.
        long linger = config.batchPolicy().linger().toMillis();
        properties.put(StreamsConfig.POLL_MS_CONFIG, Math.max(1, Math.min(100, linger / 2)));
        // One that is due by itself tears a batch, and the processor asks for commits when nothing waits. But
        // Kafka Streams refuses transactions that time out sooner than this.
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 2000L);
        // Scores have waited for their batch already: Streams' own 100 ms for the producer's would come on top.
        properties.put(StreamsConfig.producerPrefix("linger.ms"), 1);
        // The scores of a batch go out in one request, not in one for every 16 KB of a partition.
        properties.put(StreamsConfig.producerPrefix("batch.size"), 256 * 1024);
        // A dead letter must be as large as any record that could be read; the topic sets the limit, not the producer.
        properties.put(StreamsConfig.producerPrefix("max.request.size"), 64 * 1024 * 1024);
        properties.put(StreamsConfig.producerPrefix("buffer.memory"), 64L * 1024 * 1024);
        properties.putAll(ProducerLimits.quickGzip());
        properties.putAll(recovery(config));
        // The topics of a pattern share tasks, and are not to wait for each other where one has nothing to read.
        if (config.topics().input().isPattern()) {
            properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        }
        // Streams' own would have a part that is new at each start, and every start would begin new series of metrics.
        properties.put(StreamsConfig.CLIENT_ID_CONFIG, config.applicationId());
        properties.putAll(config.clientProperties());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        return properties;
    }

    /**
     * What decides how soon any application of ours goes on when a broker, an instance or a topic changes, to be put
     * below what the user sets.
     */
    public static Map<String, Object> recovery(ScorerConfig config) {
        Map<String, Object> properties = new HashMap<>();
        // Partitions that are added show when the metadata are read anew, after 5 minutes by Kafka's own default.
        properties.put(StreamsConfig.METADATA_MAX_AGE_CONFIG, 10_000L);
        // A broker that stands still takes requests and answers none, and whoever waits for one hears of no other
        // broker: for 30 s by Kafka's own default. The cluster misses such a broker after 9 to 12 s, and clients that
        // ask it just before wait as long again, so a request is short beside that. What is sent twice is told apart
        // by the brokers, as all our producers are idempotent.
        properties.put(StreamsConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        // After so long without a heartbeat, 45 s by Kafka's own default, others take over the partitions of a scorer
        // that is gone. Heartbeats come every 3 s from a thread of their own. In the streams protocol the brokers say.
        if (!speaksStreams(config)) {
            properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        }
        return properties;
    }

    /** Whether the group's protocol is that of Kafka Streams (KIP-1071), not the classic one. */
    public static boolean speaksStreams(ScorerConfig config) {
        Object protocol = config.clientProperties().get(StreamsConfig.GROUP_PROTOCOL_CONFIG);
        return GroupProtocol.STREAMS.name().equalsIgnoreCase(String.valueOf(protocol));
    }
}
