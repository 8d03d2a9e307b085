// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash.cluster;

import dev.undertone.testing.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;

/**
 * Brokers, each a controller too. Three have a replication factor of 3 and two in-sync replicas at least; all other
 * settings are Kafka's own, save that its internal topics have few partitions and no other topic makes itself. Scorers
 * can be given a way of their own to them, which the brokers tell them to take, and on which something may go wrong.
 */
final class BrokerCluster implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String INTERNAL_PARTITIONS = "6";

    private final int size;
    private final List<BrokerNode> nodes = new ArrayList<>();
    private final List<NodePorts> ports;

    /** @param detour where scorers are told to find the broker; it listens for them at {@code behind} */
    private record NodePorts(int clients, int controller, int detour, int behind) {}

    private BrokerCluster(Path folder, Random random, int size, Map<String, String> more) {
        this.size = size;
        ports = IntStream.range(0, size)
                .mapToObj(i ->
                        new NodePorts(Ports.free(random), Ports.free(random), Ports.free(random), Ports.free(random)))
                .toList();
        String voters = IntStream.range(0, size)
                .mapToObj(i -> (i + 1) + "@" + HOST + ":" + ports.get(i).controller())
                .collect(Collectors.joining(","));
        String clusterId = Uuid.randomUuid().toString();
        for (int i = 0; i < size; i++) {
            Path own = folder.resolve("node-" + (i + 1));
            Map<String, String> settings = settings(i, voters, own.resolve("kafka"));
            settings.putAll(more);
            nodes.add(new BrokerNode(own, clusterId, settings));
        }
    }

    /** Starts three and waits until they answer. */
    static BrokerCluster start(Path folder, Random random) {
        return start(folder, random, 3);
    }

    /** Starts so many and waits until they answer. */
    static BrokerCluster start(Path folder, Random random, int size) {
        return start(folder, random, size, Map.of());
    }

    /**
     * The same.
     *
     * @param more settings of the brokers, stronger than those that they have here
     */
    static BrokerCluster start(Path folder, Random random, int size, Map<String, String> more) {
        BrokerCluster cluster = new BrokerCluster(folder, random, size, more);
        cluster.nodes.forEach(BrokerNode::start);
        cluster.awaitAll();
        return cluster;
    }

    String bootstrapServers() {
        return join(NodePorts::clients);
    }

    /** For scorers that are to take their own way, once proxies stand there. */
    String detour() {
        return join(NodePorts::detour);
    }

    /** Makes the way for scorers to each broker. */
    Network openDetour() {
        return new Network(ports.stream()
                .map(port -> FaultyProxy.start(port.detour(), port.behind()))
                .toList());
    }

    List<BrokerNode> nodes() {
        return nodes;
    }

    /** Waits until every broker is part of the cluster. */
    void awaitAll() {
        Awaitility.await("all brokers")
                .atMost(Duration.ofSeconds(120))
                .ignoreExceptions()
                .until(() -> {
                    nodes.forEach(BrokerNode::requireAlive);
                    try (Admin admin = Admin.create(Map.of(
                            "bootstrap.servers",
                            bootstrapServers(),
                            "request.timeout.ms",
                            "3000",
                            "default.api.timeout.ms",
                            "5000"))) {
                        return admin.describeCluster().nodes().get().size() == size;
                    }
                });
    }

    /** Whether one of them has ended a transaction without telling a partition of it, as single replicas make it. */
    boolean hasSkippedMarkers() {
        return nodes.stream()
                .anyMatch(node ->
                        node.hasPrinted("these partitions are likely deleted already and hence can be skipped"));
    }

    @Override
    public void close() {
        nodes.forEach(BrokerNode::close);
    }

    private Map<String, String> settings(int index, String voters, Path data) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(index + 1));
        settings.put("controller.quorum.voters", voters);
        settings.put("controller.listener.names", "CONTROLLER");
        NodePorts own = ports.get(index);
        settings.put(
                "listeners",
                listener("PLAINTEXT", own.clients()) + "," + listener("CONTROLLER", own.controller()) + ","
                        + listener("DETOUR", own.behind()));
        settings.put(
                "advertised.listeners", listener("PLAINTEXT", own.clients()) + "," + listener("DETOUR", own.detour()));
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,DETOUR:PLAINTEXT");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("log.dirs", data.toString());
        String replicas = Integer.toString(size);
        settings.put("default.replication.factor", replicas);
        settings.put("offsets.topic.replication.factor", replicas);
        settings.put("transaction.state.log.replication.factor", replicas);
        settings.put("share.coordinator.state.topic.replication.factor", replicas);
        String insync = Integer.toString(Math.max(1, size - 1));
        settings.put("min.insync.replicas", insync);
        settings.put("transaction.state.log.min.isr", insync);
        settings.put("share.coordinator.state.topic.min.isr", insync);
        settings.put("offsets.topic.num.partitions", INTERNAL_PARTITIONS);
        settings.put("transaction.state.log.num.partitions", INTERNAL_PARTITIONS);
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("auto.create.topics.enable", "false");
        return settings;
    }

    private String join(ToIntFunction<NodePorts> port) {
        return ports.stream().map(own -> HOST + ":" + port.applyAsInt(own)).collect(Collectors.joining(","));
    }

    private static String listener(String name, int port) {
        return name + "://" + HOST + ":" + port;
    }
}
