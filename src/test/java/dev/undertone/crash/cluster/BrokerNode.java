// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash.cluster;

import dev.undertone.testing.Child;
import dev.undertone.testing.Distribution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One broker of a cluster, Kafka's own program as a process; it can fail and come back with its data. */
final class BrokerNode implements AutoCloseable {
    private static final Path LOGGING =
            Path.of("target", "test-classes", "crash", "broker-logback.xml").toAbsolutePath();

    private final Path folder;
    private final Path settings;
    private Child child;
    private int starts;

    /**
     * Formats its storage, and does not start it yet.
     *
     * @param folder for its data and what it prints
     */
    BrokerNode(Path folder, String clusterId, Map<String, String> given) {
        this.folder = folder;
        this.settings = folder.resolve("server.properties");
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    settings,
                    given.entrySet().stream()
                            .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                            .collect(Collectors.joining()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Child format = run("kafka.tools.StorageTool", "format", "format", "-t", clusterId, "-c", settings.toString());
        if (format.awaitExit() != 0) {
            throw new AssertionError("cannot format " + folder + ": " + format.printed());
        }
    }

    /** Starts it, without waiting for it. */
    void start() {
        starts++;
        child = run("kafka.Kafka", "broker-" + starts, settings.toString());
    }

    void requireAlive() {
        if (!child.isAlive()) {
            throw new AssertionError("a broker has ended: " + child.printed());
        }
    }

    /** Ends it as a service manager does. */
    void stop() {
        child.terminate();
    }

    void kill() {
        child.kill();
    }

    void freeze() {
        child.freeze();
    }

    void thaw() {
        child.thaw();
    }

    /** Whether any of its lives has printed that. */
    boolean hasPrinted(String words) {
        for (int i = 1; i <= starts; i++) {
            try {
                if (Files.readString(folder.resolve("broker-" + i + ".log")).contains(words)) {
                    return true;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return false;
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
        }
    }

    private Child run(String main, String log, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms320m",
                "-Xmx320m",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=" + LOGGING,
                "-cp",
                Distribution.HOME.resolve("lib") + "/*:" + Distribution.HOME.resolve("lib-broker") + "/*",
                main));
        command.addAll(List.of(arguments));
        return Child.start(command, Map.of(), folder.resolve(log + ".log"));
    }
}
