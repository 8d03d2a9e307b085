// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash;

import dev.undertone.kafka.Cluster;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** What the harness asks of the broker. Confined to one thread. */
public final class Kafka implements AutoCloseable {
    private static final Duration READ_WITHIN = Duration.ofSeconds(120);

    /** Without progress for this long, what is missing is missing. */
    private static final Duration STALLED_AFTER = Duration.ofSeconds(120);

    private final String bootstrapServers;
    private final Admin admin;

    public Kafka(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.admin = Admin.create(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** Makes the topics and waits until they can be written. */
    public void createTopics(List<String> topics, int partitions) {
        try (Cluster cluster = Cluster.connect(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            cluster.ensureTopics(topics, Optional.of(partitions), Map.of());
        }
    }

    /** Sets what the broker keeps for a group. */
    void configureGroup(String group, Map<String, String> settings) throws ExecutionException, InterruptedException {
        if (!settings.isEmpty()) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.GROUP, group),
                            settings.entrySet().stream()
                                    .map(setting -> new AlterConfigOp(
                                            new ConfigEntry(setting.getKey(), setting.getValue()),
                                            AlterConfigOp.OpType.SET))
                                    .toList()))
                    .all()
                    .get();
        }
    }

    /** The broker that leads a topic's first partition. */
    public int leader(String topic) throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .get(0)
                .leader()
                .id();
    }

    /** How many records of a topic a group has not committed. */
    public long lag(String group, String topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        long lag = 0;
        for (Map.Entry<TopicPartition, Long> end : ends(topic).entrySet()) {
            OffsetAndMetadata offset = committed.get(end.getKey());
            lag += end.getValue() - (offset == null ? 0 : offset.offset());
        }
        return lag;
    }

    /**
     * Waits until a group has committed all of a topic, as long as that comes nearer.
     *
     * @param meanwhile what to do before each look at it
     */
    public void drain(String group, String topic, Runnable meanwhile) throws ExecutionException, InterruptedException {
        long lag = lag(group, topic);
        while (lag > 0) {
            long before = lag;
            lag = Awaitility.await("progress on the last " + before + " records")
                    .atMost(STALLED_AFTER)
                    .pollInterval(Duration.ofMillis(250))
                    .until(
                            () -> {
                                meanwhile.run();
                                return lag(group, topic);
                            },
                            now -> now < before);
        }
    }

    /** Hands over every committed record of a topic, once no transaction is open on it. */
    public void readAll(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> ends = ends(topic);
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.EXCLUDE_INTERNAL_TOPICS_CONFIG, false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(ends.keySet());
            Awaitility.await("the end of " + topic)
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(READ_WITHIN)
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(200)).forEach(reader);
                        return ends.entrySet().stream()
                                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
                    });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + " What holds it: " + transactions(ends.keySet()), e);
        }
    }

    /** The transactions that the broker knows, and the producers that have one open on these partitions. */
    private String transactions(Collection<TopicPartition> partitions) throws ExecutionException, InterruptedException {
        Map<String, Object> known = new TreeMap<>();
        for (TransactionListing listing : admin.listTransactions().all().get()) {
            String id = listing.transactionalId();
            known.put(
                    id, admin.describeTransactions(List.of(id)).description(id).get());
        }
        Map<TopicPartition, List<ProducerState>> open = new HashMap<>();
        admin.describeProducers(partitions).all().get().forEach((partition, state) -> {
            List<ProducerState> holders = state.activeProducers().stream()
                    .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                    .toList();
            if (!holders.isEmpty()) {
                open.put(partition, holders);
            }
        });
        return "open " + open + ", known " + known;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private Map<TopicPartition, Long> ends(String topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest =
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                        .collect(Collectors.toMap(
                                partition -> new TopicPartition(topic, partition.partition()),
                                partition -> OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                admin.listOffsets(latest).all().get();
        return ends.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }
}
