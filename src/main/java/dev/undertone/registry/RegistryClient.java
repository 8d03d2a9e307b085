// SPDX-License-Identifier: Apache-2.0
package dev.undertone.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * Talks to a schema registry with Confluent's API, and for global ids with Apicurio's. Every request is answered within
 * its time or ends in a {@link RegistryException}; nothing of the secrets is in a message. Safe for use by many
 * threads.
 */
public final class RegistryClient {
    /** Larger answers are nobody's schema. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    /** More schemas that one builds on are not read. */
    private static final int MOST_REFERENCES = 64;

    /** A registry that wants one and gets none hangs up without a word. */
    private static final String OWN_CERTIFICATE =
            ", and schema.registry.ssl.keystore.location where it asks for a certificate";

    private static final String JSON_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryAccess access;
    private final HttpClient http;

    public RegistryClient(RegistryAccess access) {
        this.access = access;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(access.timeout())
                .followRedirects(HttpClient.Redirect.NEVER);
        access.tls().ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /** What a registry said. */
    private record Answer(int status, String type, byte[] body) {}

    /**
     * The schema of an id; empty where the registry has none.
     *
     * @throws RegistryException where it does not say
     */
    public Optional<RegisteredSchema> fetch(SchemaRef ref) {
        return switch (ref.kind()) {
            case CONTENT -> confluent("/schemas/ids/" + ref.id());
            case GUID -> confluent("/schemas/guids/" + ref.id());
            case GLOBAL -> apicurio(ref);
        };
    }

    /**
     * Registers a schema under a subject, where it is not yet, and returns its id.
     *
     * @param type as in {@link RegisteredSchema}
     * @throws RegistryException where it does not take it: {@link RegistryException#isRefused} tells whether that is so
     *     for good
     */
    public int register(String subject, String type, String schema) {
        ObjectNode body = JSON.createObjectNode().put("schema", schema);
        if (!type.equals("AVRO")) {
            body.put("schemaType", type);
        }
        String path = "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8) + "/versions";
        Answer answer = ask(request(access.url() + path)
                .header("Content-Type", JSON_TYPE)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
        JsonNode id = tree(answer).path("id");
        if (answer.status() == 200 && id.canConvertToInt() && id.intValue() >= 0) {
            return id.intValue();
        }
        if (answer.status() == 409 || answer.status() == 422) {
            throw new RegistryException(
                    "the schema registry at " + access + " does not take the schema of subject " + subject + " ("
                            + message(answer) + "); name another output.topic, or allow the change there",
                    true,
                    null);
        }
        throw unexpected(answer);
    }

    private Optional<RegisteredSchema> confluent(String path) {
        Answer answer = ask(request(access.url() + path).GET());
        if (answer.status() == 200) {
            JsonNode found = tree(answer);
            if (found.path("schema").isTextual()) {
                List<String> references = new ArrayList<>();
                collect(found, references, new HashSet<>());
                return Optional.of(new RegisteredSchema(
                        found.path("schemaType").asText("AVRO"),
                        found.get("schema").asText(),
                        references));
            }
        }
        if (isUnknown(answer)) {
            return Optional.empty();
        }
        throw unexpected(answer);
    }

    private void collect(JsonNode schema, List<String> texts, Set<String> seen) {
        for (JsonNode reference : schema.path("references")) {
            String subject = reference.path("subject").asText();
            String path = "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8) + "/versions/"
                    + reference.path("version").asInt();
            if (seen.add(path) && seen.size() <= MOST_REFERENCES) {
                Answer answer = ask(request(access.url() + path).GET());
                JsonNode found = tree(answer);
                if (answer.status() != 200 || !found.path("schema").isTextual()) {
                    throw unexpected(answer);
                }
                collect(found, texts, seen);
                texts.add(found.get("schema").asText());
            }
        }
    }

    private Optional<RegisteredSchema> apicurio(SchemaRef ref) {
        String base = access.apicurio()
                .orElseThrow(() -> new RegistryException(
                        "the schema registry at " + access
                                + " is not known to be Apicurio's, whose API global ids need;"
                                + " name it with its path, as in http://HOST:PORT/apis/ccompat/v7",
                        true,
                        null));
        Answer answer =
                ask(request(base + "/ids/globalIds/" + ref.id() + "?references=DEREFERENCE&returnArtifactType=true")
                        .GET());
        if (answer.status() == 200) {
            return Optional.of(
                    new RegisteredSchema(answer.type(), new String(answer.body(), StandardCharsets.UTF_8), List.of()));
        }
        if (isUnknown(answer)) {
            return Optional.empty();
        }
        throw unexpected(answer);
    }

    /** A registry says so in JSON; a 404 of something else says that the address is wrong. */
    private static boolean isUnknown(Answer answer) {
        if (answer.status() != 404) {
            return false;
        }
        JsonNode body = tree(answer);
        return body.path("error_code").asInt() / 100 == 404
                || body.path("error_code").asInt() == 404
                || body.path("status").asInt() == 404 && body.has("title");
    }

    private HttpRequest.Builder request(String address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .timeout(access.timeout())
                .header("Accept", JSON_TYPE + ", application/json, */*");
        access.authorization().ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    private Answer ask(HttpRequest.Builder request) {
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(MOST_BYTES + 1);
                if (bytes.length > MOST_BYTES) {
                    throw new RegistryException(
                            "the schema registry at " + access + " answers with more than " + MOST_BYTES + " bytes",
                            false,
                            null);
                }
                String type =
                        response.headers().firstValue("X-Registry-ArtifactType").orElse("AVRO");
                return new Answer(response.statusCode(), type, bytes);
            }
        } catch (SSLException e) {
            throw untrusted(e);
        } catch (IOException e) {
            throw new RegistryException(
                    "the schema registry at " + access + " does not answer (" + reason(e)
                            + "); check schema.registry.url and that it runs" + (isSecure() ? OWN_CERTIFICATE : ""),
                    false,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException("interrupted while waiting for the schema registry at " + access, false, e);
        }
    }

    /** The next time will be the same, so it need not be tried again. */
    private RegistryException untrusted(SSLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return new RegistryException(
                        "the schema registry at " + access + " shows a certificate that is not trusted ("
                                + reason(cause) + "); put it, or that of who signed it, into the file that"
                                + " schema.registry.ssl.truststore.location names",
                        true,
                        e);
            }
        }
        return new RegistryException(
                "TLS with the schema registry at " + access + " fails (" + reason(e) + "); check schema.registry.url"
                        + OWN_CERTIFICATE,
                true,
                e);
    }

    private boolean isSecure() {
        return "https".equals(access.url().getScheme());
    }

    private static String reason(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private RegistryException unexpected(Answer answer) {
        if (answer.status() == 401 || answer.status() == 403) {
            return new RegistryException(
                    "the schema registry at " + access + " does not let the scorer in (status " + answer.status()
                            + "); check schema.registry.basic.auth.user.info or schema.registry.bearer.auth.token",
                    true,
                    null);
        }
        return new RegistryException(
                "the schema registry at " + access + " answers with status " + answer.status()
                        + " and not as a registry does; check schema.registry.url",
                false,
                null);
    }

    private static String message(Answer answer) {
        String message = tree(answer).path("message").asText("status " + answer.status());
        return message.lines()
                .findFirst()
                .orElse("")
                .replaceAll("\\p{Cntrl}", " ")
                .strip();
    }

    private static JsonNode tree(Answer answer) {
        try {
            JsonNode tree = JSON.readTree(answer.body());
            return tree == null ? JSON.missingNode() : tree;
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }
}
