// SPDX-License-Identifier: Apache-2.0
package dev.undertone.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The distribution's broker as a process of its own, which can fail and come back with its data. */
public final class BrokerProcess implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final Path LOGGING =
            Path.of("target", "test-classes", "crash", "broker-logback.xml").toAbsolutePath();

    /** What Kafka says when it ends a transaction without telling a partition of it. */
    private static final String MARKERS_SKIPPED =
            "these partitions are likely deleted already and hence can be skipped";

    private final Path folder;
    private final int port;
    private Child child;
    private int starts;

    private BrokerProcess(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /**
     * Starts one at any free port.
     *
     * @param folder for its data and what it prints
     */
    public static BrokerProcess start(Path folder, RandomGenerator random) {
        return start(folder, Ports.free(random));
    }

    /**
     * Starts one, on the data of an earlier one if there are any.
     *
     * @param folder for its data and what it prints
     */
    public static BrokerProcess start(Path folder, int port) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        BrokerProcess broker = new BrokerProcess(folder, port);
        broker.start();
        return broker;
    }

    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** Starts it again on its data, and waits until it answers. */
    public void start() {
        starts++;
        child = Child.start(
                List.of(
                        Distribution.HOME.resolve("bin/undertone").toString(),
                        "broker",
                        "--port",
                        Integer.toString(port),
                        "--data",
                        folder.resolve("kafka").toString()),
                Map.of("UNDERTONE_JAVA_OPTIONS", "-Xmx384m -Dlogback.configurationFile=" + LOGGING),
                folder.resolve("broker-" + starts + ".log"));
        Awaitility.await("the broker's start")
                .atMost(Duration.ofSeconds(60))
                .failFast("the broker ended, see " + folder, () -> !child.isAlive())
                .until(() -> child.printed().contains(bootstrapServers()));
    }

    public boolean isAlive() {
        return child.isAlive();
    }

    /** Ends it as a service manager does. */
    public void stop() {
        child.terminate();
    }

    public void kill() {
        child.kill();
    }

    public void freeze() {
        child.freeze();
    }

    public void thaw() {
        child.thaw();
    }

    /**
     * Whether it has ended a transaction without writing its end to every partition that has records of it. Kafka 4.3.1
     * does so where a partition has no leader at that moment, as it takes it for deleted, and one without other
     * replicas has none while its broker comes back. Records of that transaction are then seen with the next one, or
     * never; no application can help it.
     */
    public boolean hasSkippedMarkers() {
        try (Stream<Path> logs = Files.list(folder)) {
            for (Path log : logs.filter(file -> file.getFileName().toString().startsWith("broker-"))
                    .toList()) {
                if (Files.readString(log).contains(MARKERS_SKIPPED)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
