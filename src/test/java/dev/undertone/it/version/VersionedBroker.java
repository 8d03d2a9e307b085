// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.version;

import dev.undertone.testing.Child;
import dev.undertone.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;

/** A broker of any version, Kafka's own program as a process, one node that is broker and controller at once. */
final class VersionedBroker implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final Child process;
    private final int port;

    private VersionedBroker(Child process, int port) {
        this.process = process;
        this.port = port;
    }

    /** The jars of a version with all that they need, from Maven; empty where they cannot be had. */
    static Optional<String> classPath(String version, Path folder) {
        try {
            Files.createDirectories(folder);
            Path pom = Files.writeString(folder.resolve("pom.xml"), """
                    <project>
                      <modelVersion>4.0.0</modelVersion>
                      <groupId>dev.undertone.test</groupId>
                      <artifactId>broker</artifactId>
                      <version>%1$s</version>
                      <dependencies>
                        <dependency>
                          <groupId>org.apache.kafka</groupId>
                          <artifactId>kafka_2.13</artifactId>
                          <version>%1$s</version>
                        </dependency>
                      </dependencies>
                    </project>
                    """.formatted(version));
            Path file = folder.resolve("class-path");
            if (Files.exists(file)) {
                return Optional.of(Files.readString(file).strip());
            }
            Child maven = Child.start(
                    List.of(
                            System.getProperty("maven.command", "mvn"),
                            "-B",
                            "-q",
                            "-f",
                            pom.toString(),
                            "dependency:build-classpath",
                            "-DincludeScope=runtime",
                            "-Dmdep.outputFile=" + file),
                    Map.of(),
                    folder.resolve("maven.log"));
            Awaitility.await("Maven").atMost(Duration.ofMinutes(5)).until(() -> !maven.isAlive());
            return maven.exitCode() == 0 ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Formats a new storage and starts a broker on it. */
    static VersionedBroker start(String classPath, Path folder) {
        int port = Ports.free();
        Path settings = folder.resolve("server.properties");
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    settings,
                    settings(folder.resolve("data"), port, Ports.free()).entrySet().stream()
                            .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                            .collect(Collectors.joining()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Child format = run(
                classPath,
                "kafka.tools.StorageTool",
                folder.resolve("format.log"),
                "format",
                "-t",
                Uuid.randomUuid().toString(),
                "-c",
                settings.toString());
        if (format.awaitExit() != 0) {
            throw new AssertionError("cannot format " + folder + ": " + format.printed());
        }
        Child process = run(classPath, "kafka.Kafka", folder.resolve("broker.log"), settings.toString());
        VersionedBroker broker = new VersionedBroker(process, port);
        Awaitility.await("the broker's start")
                .atMost(Duration.ofMinutes(3))
                .failFast("the broker ended", () -> !process.isAlive())
                .ignoreExceptions()
                .until(broker::answers);
        return broker;
    }

    String bootstrapServers() {
        return HOST + ":" + port;
    }

    @Override
    public void close() {
        process.close();
    }

    private boolean answers() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            return !admin.describeCluster().nodes().get().isEmpty();
        }
    }

    /** Keys that an older version does not know it passes over. */
    private static Map<String, String> settings(Path data, int port, int controllerPort) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@" + HOST + ":" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listeners", "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", data.toString());
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
        settings.put("group.initial.rebalance.delay.ms", "0");
        // A killed scorer is to be missed soon.
        settings.put("group.streams.min.session.timeout.ms", "1000");
        settings.put("group.streams.session.timeout.ms", "6000");
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        return settings;
    }

    private static Child run(String classPath, String main, Path log, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx320m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                main));
        command.addAll(List.of(arguments));
        return Child.start(command, Map.of(), log);
    }
}
