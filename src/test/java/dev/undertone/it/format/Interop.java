// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.format;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.undertone.testing.Child;
import dev.undertone.testing.TestBroker;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The registry and the clients of others that {@code src/interop} fetches, as processes. */
final class Interop {
    static final String FETCH = "mvn -q -f src/interop/pom.xml package";

    private static final Path SOURCES = Path.of("src", "interop").toAbsolutePath();
    static final Path FETCHED = SOURCES.resolve("target");
    private static final Path NODE = SOURCES.resolve("node");
    private static final Path CLASSES = Path.of("target", "test-classes").toAbsolutePath();

    private final Path folder;
    private final String registry;
    private final String apicurio;
    private int started;

    /**
     * @param folder for what the processes print
     */
    Interop(Path folder, ApicurioRegistry registry) {
        this.folder = folder;
        this.registry = registry.url();
        this.apicurio = registry.ownUrl();
    }

    /** Skips the test, with the reason, where something is missing. */
    static void require(Class<?> test) {
        whyNot().ifPresent(why -> {
            String reason = "Skipped " + test.getSimpleName() + ": " + why;
            System.out.println(reason);
            abort(reason);
        });
    }

    private static Optional<String> whyNot() {
        Optional<String> whyNoRegistry = ApicurioRegistry.whyNot();
        if (whyNoRegistry.isPresent()) {
            return whyNoRegistry;
        }
        if (!Files.isDirectory(NODE.resolve("node_modules"))) {
            return Optional.of("the clients for Node are not there ('" + FETCH + "' fetches them, by npm)");
        }
        try {
            new ProcessBuilder("node", "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("there is no node on this machine (Debian's package nodejs has it)");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Starts to publish reviews of these numbers by KafkaJS with Confluent's frame. It says READY when the schema is
     * registered, and waits for a line.
     */
    Child publishByNode(String topic, int from, int to, String schema) {
        return start(List.of(
                "node",
                NODE.resolve("reviews.js").toString(),
                TestBroker.bootstrapServers(),
                registry,
                topic,
                Integer.toString(from),
                Integer.toString(to),
                schema));
    }

    /**
     * The same by Apicurio's serializer.
     *
     * @param settings of the serializer
     */
    Child publishByApicurio(String topic, int from, int to, String schema, Map<String, String> settings) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                FETCHED.resolve("serializer") + "/*" + File.pathSeparator + CLASSES,
                ApicurioProducer.class.getName(),
                TestBroker.bootstrapServers(),
                apicurio,
                topic,
                Integer.toString(from),
                Integer.toString(to),
                schema));
        settings.forEach((key, value) -> command.add(key + "=" + value));
        return start(command);
    }

    /** Reads committed scores in Avro by KafkaJS, each a line of JSON, until there are so many and no more come. */
    List<String> scoresByNode(String topic, int count) {
        try (Child reader = start(List.of(
                "node",
                NODE.resolve("scores.js").toString(),
                TestBroker.bootstrapServers(),
                registry,
                topic,
                Integer.toString(count)))) {
            if (reader.awaitExit() != 0) {
                throw new AssertionError("reading the scores failed: " + reader.printed());
            }
            return reader.printed().lines().filter(line -> line.startsWith("{")).toList();
        }
    }

    private Child start(List<String> command) {
        started++;
        Path own = folder.resolve("client-" + started);
        try {
            Files.createDirectories(own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Child.start(command, Map.of(), own.resolve("printed.log"));
    }
}
