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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;

/**
 * Three brokers, each a controller too, with a replication factor of 3 and two in-sync replicas at least. All other
 * settings are Kafka's own, save that its internal topics have few partitions.
 */
final class BrokerCluster implements AutoCloseable {
    private static final int SIZE = 3;
    private static final String HOST = "127.0.0.1";
    private static final String INTERNAL_PARTITIONS = "6";

    private final List<BrokerNode> nodes = new ArrayList<>();
    private final List<Integer> ports;

    private BrokerCluster(Path folder, Random random) {
        ports = IntStream.range(0, 2 * SIZE)
                .map(i -> Ports.free(random))
                .boxed()
                .toList();
        String voters = IntStream.range(0, SIZE)
                .mapToObj(i -> (i + 1) + "@" + HOST + ":" + ports.get(SIZE + i))
                .collect(Collectors.joining(","));
        String clusterId = Uuid.randomUuid().toString();
        for (int i = 0; i < SIZE; i++) {
            Path own = folder.resolve("node-" + (i + 1));
            nodes.add(new BrokerNode(own, clusterId, settings(i, voters, own.resolve("kafka"))));
        }
    }

    /** Starts all and waits until they answer. */
    static BrokerCluster start(Path folder, Random random) {
        BrokerCluster cluster = new BrokerCluster(folder, random);
        cluster.nodes.forEach(BrokerNode::start);
        cluster.awaitAll();
        return cluster;
    }

    String bootstrapServers() {
        return ports.subList(0, SIZE).stream().map(port -> HOST + ":" + port).collect(Collectors.joining(","));
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
                        return admin.describeCluster().nodes().get().size() == SIZE;
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
        String listener = "PLAINTEXT://" + HOST + ":" + ports.get(index);
        settings.put("listeners", listener + ",CONTROLLER://" + HOST + ":" + ports.get(SIZE + index));
        settings.put("advertised.listeners", listener);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", data.toString());
        settings.put("default.replication.factor", "3");
        settings.put("min.insync.replicas", "2");
        settings.put("offsets.topic.num.partitions", INTERNAL_PARTITIONS);
        settings.put("transaction.state.log.num.partitions", INTERNAL_PARTITIONS);
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
        settings.put("group.initial.rebalance.delay.ms", "0");
        return settings;
    }
}
