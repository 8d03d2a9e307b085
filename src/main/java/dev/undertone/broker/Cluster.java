// SPDX-License-Identifier: Apache-2.0
package dev.undertone.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A Kafka cluster at an address: is it there, has it the topics, can they be written. Every call answers within
 * {@value #PATIENCE_SECONDS} seconds or says that nobody does. Confined to one thread.
 */
public final class Cluster implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(PATIENCE_SECONDS);

    private final String bootstrapServers;
    private final Admin admin;

    private Cluster(String bootstrapServers, Admin admin) {
        this.bootstrapServers = bootstrapServers;
        this.admin = admin;
    }

    /**
     * Finds the cluster. @param properties of a Kafka client, {@code bootstrap.servers} and security among them
     *
     * @throws BrokerUnavailableException if no broker answers there
     */
    public static Cluster connect(Map<String, Object> properties) {
        String bootstrapServers = String.valueOf(properties.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
        Map<String, Object> adminProperties = new HashMap<>(properties);
        adminProperties.keySet().retainAll(AdminClientConfig.configNames());
        adminProperties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        adminProperties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        Admin admin;
        try {
            admin = Admin.create(adminProperties);
        } catch (KafkaException e) {
            throw new BrokerUnavailableException(
                    "cannot make a Kafka client for bootstrap.servers=" + bootstrapServers + ": " + rootMessage(e)
                            + "; write it as HOST:PORT of a running broker",
                    e);
        }
        Cluster cluster = new Cluster(bootstrapServers, admin);
        try {
            cluster.answer(admin.describeCluster().nodes());
            return cluster;
        } catch (BrokerUnavailableException e) {
            cluster.close();
            throw e;
        }
    }

    /**
     * Creates those of {@code topics} that do not exist, with the cluster's own number of replicas, and waits until every partition
     * has a leader: a producer that writes to a topic without one can hang for minutes.
     *
     * @param partitions of the topics to create, the cluster's own number where there is none
     * @param settings of the topics to create
     * @return the names of the created topics
     */
    public Set<String> ensureTopics(
            Collection<String> topics, Optional<Integer> partitions, Map<String, String> settings) {
        Set<String> created = new HashSet<>();
        for (String topic : topics) {
            if (describe(topic).isEmpty()) {
                NewTopic newTopic = new NewTopic(topic, partitions, Optional.empty()).configs(settings);
                try {
                    answer(admin.createTopics(List.of(newTopic)).all());
                    created.add(topic);
                } catch (BrokerUnavailableException e) {
                    // Another instance may have been first.
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
        }
        topics.forEach(this::awaitLeaders);
        return created;
    }

    /** How large a batch of records the topic takes, in bytes, where the cluster lets us ask. */
    public OptionalLong largestMessage(String topic) {
        return setting(topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                .map(bytes -> OptionalLong.of(Long.parseLong(bytes)))
                .orElse(OptionalLong.empty());
    }

    /** How old the topic's records may become before they are deleted; nothing where for ever, or where we may not ask. */
    public Optional<Duration> retention(String topic) {
        return setting(topic, TopicConfig.CLEANUP_POLICY_CONFIG)
                .filter(policy -> policy.contains(TopicConfig.CLEANUP_POLICY_DELETE))
                .flatMap(policy -> setting(topic, TopicConfig.RETENTION_MS_CONFIG))
                .map(Long::parseLong)
                .filter(millis -> millis >= 0)
                .map(Duration::ofMillis);
    }

    /** The partitions of an existing topic, nothing where there is no such topic. */
    public List<TopicPartition> partitions(String topic) {
        List<TopicPartition> partitions = new ArrayList<>();
        describe(topic)
                .ifPresent(description -> description
                        .partitions()
                        .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition()))));
        return partitions;
    }

    /** What tells an existing topic from another of the same name, before or after it; nothing where there is no such topic. */
    public Optional<Uuid> topicId(String topic) {
        return describe(topic).map(TopicDescription::topicId);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private Optional<TopicDescription> describe(String topic) {
        try {
            return Optional.of(
                    answer(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
        } catch (BrokerUnavailableException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<String> setting(String topic, String key) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Config config =
                    answer(admin.describeConfigs(List.of(resource)).all()).get(resource);
            return Optional.of(config.get(key).value());
        } catch (BrokerUnavailableException e) {
            return Optional.empty();
        }
    }

    private void awaitLeaders(String topic) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
                partitions(topic).forEach(partition -> latest.put(partition, OffsetSpec.latest()));
                if (!latest.isEmpty()) {
                    answer(admin.listOffsets(latest).all());
                    return;
                }
            } catch (BrokerUnavailableException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > deadline) {
                    throw e;
                }
            }
            if (System.nanoTime() > deadline) {
                throw new BrokerUnavailableException(
                        "the topic " + topic + " has no leader after " + PATIENCE_SECONDS
                                + " s; check that all brokers of the cluster are up",
                        null);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS + 1L, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw silent(cause);
            }
            throw new BrokerUnavailableException(
                    "the broker at " + bootstrapServers + " refuses: " + rootMessage(cause), cause);
        } catch (TimeoutException e) {
            throw silent(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailableException("interrupted while waiting for " + bootstrapServers, e);
        }
    }

    private BrokerUnavailableException silent(Throwable cause) {
        return new BrokerUnavailableException(
                "no Kafka broker answers at " + bootstrapServers
                        + "; check bootstrap.servers and that the broker runs ('undertone broker' starts one)",
                cause);
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
