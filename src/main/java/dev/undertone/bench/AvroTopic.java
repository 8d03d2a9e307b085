// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench;

import com.sun.net.httpserver.HttpServer;
import dev.undertone.bench.report.BenchException;
import dev.undertone.config.EventKeys;
import dev.undertone.config.RegistryKeys;
import dev.undertone.event.EventDecoder;
import dev.undertone.event.ReviewEvent;
import dev.undertone.event.shape.EventFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * The same reviews in Avro, behind the id of their schema, and a registry that says what it is. Confined to one thread,
 * but for the registry's own.
 */
final class AvroTopic implements AutoCloseable {
    private static final Schema SCHEMA = SchemaBuilder.record("Review")
            .fields()
            .optionalString("id")
            .requiredString("text")
            .endRecord();
    private static final int SCHEMA_ID = 1;
    /** Of the scores' schema, whatever it is. */
    private static final int SCORES_ID = 2;

    private final EventDecoder decoder = new EventDecoder(EventFields.defaults(), Integer.MAX_VALUE);
    private final GenericDatumWriter<GenericData.Record> writer = new GenericDatumWriter<>(SCHEMA);
    private final HttpServer registry;

    private AvroTopic(HttpServer registry) {
        this.registry = registry;
    }

    /** Starts the registry, on the loopback address. */
    static AvroTopic open() throws IOException {
        HttpServer registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String quoted = SCHEMA.toString().replace("\"", "\\\"");
        answer(registry, "/schemas/ids/" + SCHEMA_ID, "{\"schema\":\"" + quoted + "\"}");
        answer(registry, "/subjects/", "{\"id\":" + SCORES_ID + "}");
        registry.start();
        return new AvroTopic(registry);
    }

    /** What the scorer needs to read it, and to write its scores in Avro, too. */
    Map<String, String> settings() {
        return Map.of(
                EventKeys.OUTPUT_FORMAT,
                "avro",
                RegistryKeys.URL,
                "http://127.0.0.1:" + registry.getAddress().getPort());
    }

    /** These events in Avro, made as they are asked for. */
    Iterable<byte[]> of(Iterable<byte[]> events) {
        return () -> StreamSupport.stream(events.spliterator(), false)
                .map(this::avro)
                .iterator();
    }

    @Override
    public void close() {
        registry.stop(0);
    }

    private byte[] avro(byte[] event) {
        if (!(decoder.decode(event) instanceof ReviewEvent review)) {
            throw new BenchException("a review of the file has no text to be written in Avro; take it out");
        }
        GenericData.Record record = new GenericData.Record(SCHEMA);
        record.put("id", review.id().orElse(null));
        record.put("text", review.text());
        ByteArrayOutputStream value = new ByteArrayOutputStream(event.length);
        value.writeBytes(new byte[] {0, 0, 0, 0, SCHEMA_ID});
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(value, null);
        try {
            writer.write(record, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return value.toByteArray();
    }

    private static void answer(HttpServer registry, String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        registry.createContext(path, exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
