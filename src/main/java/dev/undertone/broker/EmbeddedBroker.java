// SPDX-License-Identifier: Apache-2.0
package dev.undertone.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Kafka's own broker in this process: one node that is broker and KRaft controller at once, on the loopback address.
 * For demos, development and tests; its data live as long as their folder. Safe for use by many threads.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int NODE = 1;

    private final KafkaRaftServer server;
    private final int port;
    private final Path temporaryFolder;
    private boolean closed;

    private EmbeddedBroker(KafkaRaftServer server, int port, Path temporaryFolder) {
        this.server = server;
        this.port = port;
        this.temporaryFolder = temporaryFolder;
    }

    /** Starts a broker on any free port whose data go with it. */
    public static EmbeddedBroker startTemporary() {
        return startTemporary(0);
    }

    /**
     * Starts a broker whose data go with it.
     *
     * @param port to listen on, 0 for any free one
     */
    public static EmbeddedBroker startTemporary(int port) {
        try {
            Path folder = Files.createTempDirectory("undertone-broker-");
            return start(folder, port, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder for the broker", e);
        }
    }

    /**
     * Starts a broker on the data in {@code folder}, which is made if need be and kept.
     *
     * @param port 0 for any free one
     */
    public static EmbeddedBroker start(Path folder, int port) {
        return start(folder, port, null);
    }

    /** Where clients find the broker. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** Stops the broker and waits until it has; once stopped, does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        server.shutdown();
        server.awaitShutdown();
        if (temporaryFolder != null) {
            delete(temporaryFolder);
        }
    }

    /**
     * Starts a temporary broker with another listener beside the first, for tests.
     *
     * @param more settings, stronger than ours
     */
    static EmbeddedBroker startTemporary(String listener, Map<String, String> more) {
        try {
            Path folder = Files.createTempDirectory("undertone-broker-");
            return start(folder, 0, folder, settings -> {
                settings.merge("listeners", listener, (all, one) -> all + "," + one);
                settings.merge("advertised.listeners", listener, (all, one) -> all + "," + one);
                settings.putAll(more);
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder for the broker", e);
        }
    }

    private static EmbeddedBroker start(Path folder, int wantedPort, Path temporaryFolder) {
        return start(folder, wantedPort, temporaryFolder, settings -> {});
    }

    private static EmbeddedBroker start(
            Path folder, int wantedPort, Path temporaryFolder, Consumer<Map<String, String>> adjustment) {
        try {
            Files.createDirectories(folder);
            int port = wantedPort == 0 ? freePort() : requireFree(wantedPort);
            int controllerPort = freePort();
            Map<String, String> settings = settings(folder, port, controllerPort);
            adjustment.accept(settings);
            format(folder);
            KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
            server.startup();
            return new EmbeddedBroker(server, port, temporaryFolder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a broker in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> settings(Path folder, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listeners", "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", folder.toString());
        settings.put("num.partitions", "4");
        // One node can hold one replica only, and its internal topics need no width.
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        // Enough for what one node compacts; Kafka's default would fill half of the heap and have it collected again
        // and again.
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
        // Nobody else is about to join the group.
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.streams.initial.rebalance.delay.ms", "0");
        // Lets those who try out failures ask for a fast take-over; who asks for nothing gets Kafka's own time-outs.
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("group.streams.min.session.timeout.ms", "1000");
        settings.put("group.streams.min.heartbeat.interval.ms", "100");
        // A killed scorer's open transaction keeps committed scores from readers until it is looked for.
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        return settings;
    }

    /** Gives a new folder its cluster id and leaves one that has one as it is. */
    private static void format(Path folder) throws IOException {
        if (Files.exists(folder.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            return;
        }
        ByteArrayOutputStream notes = new ByteArrayOutputStream();
        Formatter formatter = new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(NODE)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(folder.toString())
                .addDirectory(folder.toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setPrintStream(new PrintStream(notes, true, StandardCharsets.UTF_8));
        try {
            formatter.run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    static int freePort() throws IOException {
        return requireFree(0);
    }

    private static int requireFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IOException("port " + port + " is in use, choose another with --port", e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : List.copyOf(all.sorted(Comparator.reverseOrder()).toList())) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}
