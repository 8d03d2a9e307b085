// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.testing.Child;
import dev.undertone.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.awaitility.Awaitility;

/** Apicurio's registry as a process, which can be killed and comes back with what it had. */
final class ApicurioRegistry implements AutoCloseable {
    private static final Path JAR = Interop.FETCHED.resolve("registry/quarkus-run.jar");
    private static final int OLDEST_JAVA = 21;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final int port = Ports.free();
    private Child child;
    private int starts;

    private ApicurioRegistry(Path folder) {
        this.folder = folder;
    }

    /** Why it cannot be started here; empty where it can. */
    static Optional<String> whyNot() {
        if (!Files.exists(JAR)) {
            return Optional.of("Apicurio's registry is not there ('" + Interop.FETCH + "' fetches it)");
        }
        return java().isEmpty()
                ? Optional.of("Apicurio's registry needs Java " + OLDEST_JAVA
                        + " or later, and none is in /usr/lib/jvm; -Dregistry.java=JDK names one")
                : Optional.empty();
    }

    /**
     * Starts one without schemas, and waits until it answers.
     *
     * @param folder for its data and what it prints
     */
    static ApicurioRegistry start(Path folder) {
        ApicurioRegistry registry = new ApicurioRegistry(folder);
        registry.start();
        return registry;
    }

    /** Starts it again on its data. */
    void start() {
        starts++;
        child = Child.start(
                List.of(java().orElseThrow().resolve("bin/java").toString(), "-Xmx400m", "-jar", JAR.toString()),
                Map.of(
                        "QUARKUS_HTTP_HOST",
                        "127.0.0.1",
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(port),
                        "QUARKUS_MANAGEMENT_ENABLED",
                        "false",
                        "APICURIO_STORAGE_KIND",
                        "sql",
                        "APICURIO_STORAGE_SQL_KIND",
                        "h2",
                        // What it has answered for is on disk, as with the databases that it has in production.
                        "APICURIO_DATASOURCE_URL",
                        "jdbc:h2:file:" + folder.resolve("registry") + ";WRITE_DELAY=0"),
                folder.resolve("registry-" + starts + ".log"));
        Awaitility.await("the registry's start")
                .atMost(Duration.ofSeconds(180))
                .pollInterval(Duration.ofMillis(250))
                .failFast("the registry ended, see " + folder, () -> !child.isAlive())
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> get("/subjects").statusCode() == 200);
    }

    /** Ends it at once. */
    void kill() {
        child.kill();
    }

    /** Where it speaks as Confluent's does. */
    String url() {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    }

    /** Where it speaks as its own clients do. */
    String ownUrl() {
        return "http://127.0.0.1:" + port + "/apis/registry/v3";
    }

    /** What it answers to a path of Confluent's API. */
    HttpResponse<String> get(String path) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(url() + path)).GET());
    }

    /** What it knows of a version of the schema of a topic's values, by its own API. */
    JsonNode version(String topic, int version) throws IOException {
        String path = "/groups/default/artifacts/" + topic + "-value/versions/" + version;
        return JSON.readTree(
                send(HttpRequest.newBuilder(URI.create(ownUrl() + path)).GET()).body());
    }

    /** Registers a schema by Confluent's API. */
    void register(String subject, Schema schema) throws IOException {
        String body = JSON.createObjectNode().put("schema", schema.toString()).toString();
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(url() + "/subjects/" + subject + "/versions"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
        if (answer.statusCode() != 200) {
            throw new IOException("the registry does not take the schema: " + answer.body());
        }
    }

    @Override
    public void close() {
        child.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Of the Javas here, one that is new enough. */
    private static Optional<Path> java() {
        Path named = Path.of(System.getProperty("registry.java", System.getProperty("java.home")));
        try (Stream<Path> installed =
                Files.isDirectory(Path.of("/usr/lib/jvm")) ? Files.list(Path.of("/usr/lib/jvm")) : Stream.empty()) {
            return Stream.concat(Stream.of(named), installed.sorted())
                    .filter(home -> version(home) >= OLDEST_JAVA)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a JDK, as its file {@code release} says; 0 where it says nothing. */
    private static int version(Path home) {
        try (Stream<String> lines = Files.lines(home.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("[^0-9.]", ""))
                    .mapToInt(version -> Integer.parseInt(version.split("\\.")[0]))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
