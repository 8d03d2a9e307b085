// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A Kafka cluster at an address: is it there, has it the topics, can they be written. Every call answers within
 * {@value #PATIENCE_SECONDS} seconds or says that nobody does; where some brokers are there, the first answer is waited
 * for {@value #LONG_PATIENCE_SECONDS} seconds, and leaders for {@value LeaderWait#PATIENCE_SECONDS}. Confined to one
 * thread.
 */
public final class Cluster implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(PATIENCE_SECONDS);
    private static final int LONG_PATIENCE_SECONDS = 30;
    /** After which the next broker is asked: one that stands still takes requests and answers none. */
    private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(3);

    private final Admin admin;
    private final ClusterAccess access;
    private final Answers answers;

    private Cluster(String bootstrapServers, Admin admin, ClusterAccess access) {
        this.admin = admin;
        this.access = access;
        this.answers = new Answers(bootstrapServers, access, PATIENCE_SECONDS, LONG_PATIENCE_SECONDS);
    }

    /**
     * Finds the cluster, and looks whether it grants what is needed: of groups and transactional ids at once, of topics
     * when they are asked for.
     *
     * @param properties of a Kafka client, {@code bootstrap.servers} and security among them
     * @param needed what the client is going to do
     * @throws BrokerUnavailableException if no broker answers there
     * @throws AccessException if one does, and refuses this client or a right, here and in every other method
     */
    public static Cluster connect(Map<String, Object> properties, RequiredAcl... needed) {
        ClusterAccess access = ClusterAccess.of(properties, List.of(needed));
        String bootstrapServers = String.valueOf(properties.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
        Map<String, Object> adminProperties = new HashMap<>(properties);
        adminProperties.keySet().retainAll(AdminClientConfig.configNames());
        adminProperties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        adminProperties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_PATIENCE.toMillis());
        Admin admin;
        try {
            admin = Admin.create(adminProperties);
        } catch (KafkaException e) {
            Throwable root = ClusterAccess.root(e);
            if (!ClusterAccess.message(root).contains(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG)) {
                throw access.unusable(e);
            }
            throw new BrokerUnavailableException(
                    "cannot make a Kafka client for bootstrap.servers=" + bootstrapServers + ": " + root.getMessage()
                            + "; write it as HOST:PORT of a running broker",
                    e);
        }
        Cluster cluster = new Cluster(bootstrapServers, admin, access);
        try {
            cluster.answers.awaitFirst(admin.describeCluster(new DescribeClusterOptions().timeoutMs((int)
                            Duration.ofSeconds(LONG_PATIENCE_SECONDS).toMillis()))
                    .nodes());
            if (access.isIdentified()) {
                cluster.checkGroup();
                cluster.checkTransactionalIds();
            }
            return cluster;
        } catch (BrokerUnavailableException | AccessException e) {
            cluster.close();
            throw e;
        }
    }

    /**
     * Creates those of {@code topics} that do not exist, with the cluster's own number of replicas, and waits until
     * every partition has a leader: a producer that writes to a topic without one can hang for minutes.
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
                    answers.of(admin.createTopics(List.of(newTopic)).all());
                    created.add(topic);
                } catch (AccessException e) {
                    throw access.missing(RequiredAcl.createTopic(topic), e);
                } catch (BrokerUnavailableException e) {
                    // Another instance may have been first.
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
        }
        LeaderWait leaders = new LeaderWait(admin, answers, this::describe);
        topics.forEach(leaders::await);
        return created;
    }

    /** The topic's settings, defaults included; none where the cluster does not let us ask. */
    public Map<String, String> settings(String topic) {
        return settings(List.of(topic)).get(topic);
    }

    /** The same of several, by topic. */
    public Map<String, Map<String, String>> settings(Collection<String> topics) {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<String, Map<String, String>> all = new HashMap<>();
        admin.describeConfigs(resources).values().forEach((resource, config) -> {
            Map<String, String> settings = new HashMap<>();
            try {
                answers.of(config).entries().forEach(entry -> settings.put(entry.name(), entry.value()));
            } catch (BrokerUnavailableException | AccessException e) {
                settings.clear();
            }
            all.put(resource.name(), settings);
        });
        return all;
    }

    /** The topics of such names that the cluster lets us see, in order; none of Kafka's own. */
    public List<String> topics(Predicate<String> names) {
        return answers.of(admin.listTopics().names()).stream()
                .filter(names)
                .sorted()
                .toList();
    }

    /** The offset of the first record that a partition still has. */
    public OptionalLong firstOffset(TopicPartition asked) {
        return OptionalLong.of(answers.of(
                        admin.listOffsets(Map.of(asked, OffsetSpec.earliest())).all())
                .get(asked)
                .offset());
    }

    /** Up to where a group has read such topics; partitions of which it has said nothing are not in it. */
    public Map<TopicPartition, Long> committedOffsets(String group, Predicate<String> topics) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answers.of(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (topics.test(partition.topic()) && offset != null) {
                        offsets.put(partition, offset.offset());
                    }
                });
        return offsets;
    }

    /** What members of a group read now, in any protocol, asked at once; none where the cluster does not tell. */
    public Supplier<Set<String>> topicsReadBy(String group) {
        KafkaFuture<ConsumerGroupDescription> consumers =
                admin.describeConsumerGroups(List.of(group)).describedGroups().get(group);
        KafkaFuture<StreamsGroupDescription> streams =
                admin.describeStreamsGroups(List.of(group)).describedGroups().get(group);
        return () -> Stream.concat(
                        answers.ifAny(consumers).stream()
                                .flatMap(described -> described.members().stream())
                                .flatMap(member -> member.assignment().topicPartitions().stream())
                                .map(TopicPartition::topic),
                        answers.ifAny(streams).stream()
                                .filter(described -> !described.members().isEmpty())
                                .flatMap(described -> described.subtopologies().stream())
                                .flatMap(part -> part.sourceTopics().stream()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * How old the topic's records may become before they are deleted; nothing where for ever, or where we may not ask.
     */
    public Optional<Duration> retention(String topic) {
        Map<String, String> settings = settings(topic);
        return Optional.ofNullable(settings.get(TopicConfig.CLEANUP_POLICY_CONFIG))
                .filter(policy -> policy.contains(TopicConfig.CLEANUP_POLICY_DELETE))
                .flatMap(policy -> Optional.ofNullable(settings.get(TopicConfig.RETENTION_MS_CONFIG)))
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

    /** How many partitions each of the topics has that exist and that the cluster lets us see. */
    public Map<String, Integer> widths(Collection<String> topics) {
        Map<String, Integer> widths = new HashMap<>();
        admin.describeTopics(topics).topicNameValues().forEach((topic, description) -> {
            try {
                widths.put(topic, answers.of(description).partitions().size());
            } catch (BrokerUnavailableException | AccessException e) {
                // To who asks it is as if it were not there.
            }
        });
        return widths;
    }

    /**
     * What tells an existing topic from another of the same name, before or after it; nothing where there is no
     * such topic.
     */
    public Optional<Uuid> topicId(String topic) {
        return describe(topic).map(TopicDescription::topicId);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private Optional<TopicDescription> describe(String topic) {
        try {
            TopicDescription description = answers.of(admin.describeTopics(
                                    List.of(topic),
                                    new DescribeTopicsOptions().includeAuthorizedOperations(access.isIdentified()))
                            .allTopicNames())
                    .get(topic);
            access.check(topic, description.authorizedOperations());
            return Optional.of(description);
        } catch (AccessException e) {
            if (e.getCause() instanceof TopicAuthorizationException) {
                // To describe it is not granted either, and comes with every other right on a topic.
                RequiredAcl right =
                        access.neededOn(topic).stream().findFirst().orElse(RequiredAcl.describeTopic(topic));
                throw access.missing(right, e);
            }
            throw e;
        } catch (BrokerUnavailableException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Asks for the group's offsets, which takes a right on it, and is answered whether there is such a group or not.
     */
    private void checkGroup() {
        for (RequiredAcl right : access.needed(ResourceType.GROUP)) {
            answers.requireNoRefusal(
                    admin.listConsumerGroupOffsets(right.name()).partitionsToOffsetAndMetadata());
        }
    }

    /** Asks for a transaction, which takes a right on its id; that there is none is a good answer. */
    private void checkTransactionalIds() {
        for (RequiredAcl right : access.needed(ResourceType.TRANSACTIONAL_ID)) {
            String id = right.prefixed() ? right.name() + "any" : right.name();
            answers.requireNoRefusal(admin.describeTransactions(List.of(id)).description(id));
        }
    }
}
