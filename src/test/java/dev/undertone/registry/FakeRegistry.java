// SPDX-License-Identifier: Apache-2.0
package dev.undertone.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * A schema registry with what is needed of Confluent's API. It can be killed and started again at the same port, with
 * what it had. Safe for use by many threads.
 */
public final class FakeRegistry implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, ObjectNode> schemas = new ConcurrentHashMap<>();
    private final Map<String, Integer> subjects = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile String lastAuthorization = "";
    private final SSLContext tls;
    private final boolean asksForCertificates;
    private volatile int refusesWith;
    private volatile String wantedAuthorization = "";
    private HttpServer server;
    private int port;

    public FakeRegistry() {
        this(null, false);
    }

    /**
     * One with TLS.
     *
     * @param tls with its certificate, and those that it trusts
     * @param asksForCertificates whether clients have to show one
     */
    public FakeRegistry(SSLContext tls, boolean asksForCertificates) {
        this.tls = tls;
        this.asksForCertificates = asksForCertificates;
        start();
    }

    /** Starts it, at the port that it had before. */
    public void start() {
        try {
            server = create(new InetSocketAddress("127.0.0.1", port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = server.getAddress().getPort();
        server.createContext("/", this::answer);
        server.start();
    }

    private HttpServer create(InetSocketAddress address) throws IOException {
        if (tls == null) {
            return HttpServer.create(address, 0);
        }
        HttpsServer secure = HttpsServer.create(address, 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = tls.getDefaultSSLParameters();
                wanted.setNeedClientAuth(asksForCertificates);
                parameters.setSSLParameters(wanted);
            }
        });
        return secure;
    }

    /** Ends it at once, as a killed process is. */
    public void kill() {
        server.stop(0);
    }

    public String url() {
        return (tls == null ? "http" : "https") + "://127.0.0.1:" + port;
    }

    /** Gives a schema an id. */
    public void put(String id, String type, String schema) {
        ObjectNode entry = JSON.createObjectNode().put("schema", schema);
        if (!type.equals("AVRO")) {
            entry.put("schemaType", type);
        }
        schemas.put("/schemas/ids/" + id, entry);
    }

    /** Gives a schema an id of 16 bytes. */
    public void putGuid(String guid, String schema) {
        schemas.put("/schemas/guids/" + guid, JSON.createObjectNode().put("schema", schema));
    }

    /** Has a schema with that id build on another, at {@code subject} in its first version. */
    public void refer(String id, String name, String subject, String schema) {
        schemas.get("/schemas/ids/" + id)
                .putArray("references")
                .addObject()
                .put("name", name)
                .put("subject", subject)
                .put("version", 1);
        schemas.put(
                "/subjects/" + subject + "/versions/1", JSON.createObjectNode().put("schema", schema));
    }

    /** The schema that was registered under a subject, with its id; null where there is none. */
    public JsonNode registered(String subject) {
        Integer id = subjects.get(subject);
        return id == null ? null : schemas.get("/schemas/ids/" + id).deepCopy().put("id", id);
    }

    /** Answers everything with a status from now on; 0 for no longer. */
    public void refuseWith(int status) {
        refusesWith = status;
    }

    /** Answers from now on only who shows this. */
    public void requireAuthorization(String value) {
        wantedAuthorization = value;
    }

    public int requests() {
        return requests.get();
    }

    public String lastAuthorization() {
        return lastAuthorization;
    }

    @Override
    public void close() {
        kill();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        lastAuthorization = authorization == null ? "" : authorization;
        String path = exchange.getRequestURI().getPath();
        if (refusesWith != 0) {
            send(exchange, refusesWith, "{\"error_code\":" + refusesWith + ",\"message\":\"no\"}");
        } else if (!wantedAuthorization.isEmpty() && !wantedAuthorization.equals(authorization)) {
            send(exchange, 401, "{\"error_code\":401,\"message\":\"Unauthorized\"}");
        } else if (exchange.getRequestMethod().equals("POST")) {
            JsonNode asked = JSON.readTree(exchange.getRequestBody());
            String subject = path.split("/")[2];
            int id = subjects.computeIfAbsent(subject, name -> 1000 + subjects.size());
            put(
                    Integer.toString(id),
                    asked.path("schemaType").asText("AVRO"),
                    asked.get("schema").asText());
            send(exchange, 200, "{\"id\":" + id + "}");
        } else if (path.startsWith("/nowhere/")) {
            send(exchange, 404, "<html>There is no such page.</html>");
        } else if (schemas.containsKey(path)) {
            send(exchange, 200, schemas.get(path).toString());
        } else {
            send(exchange, 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
