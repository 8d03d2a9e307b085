// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.schema;

import dev.undertone.event.Decoded;
import dev.undertone.event.EventDecoder;
import dev.undertone.event.HeaderValues;
import dev.undertone.event.Undecodable;
import dev.undertone.event.ValueDecoder;
import dev.undertone.event.shape.EventShape;
import dev.undertone.event.shape.InputFormat;
import dev.undertone.registry.Lookup;
import dev.undertone.registry.RegisteredSchema;
import dev.undertone.registry.SchemaCatalog;
import dev.undertone.registry.SchemaRef;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Reads values that name their schema, and with {@code auto} those that are plain JSON. Safe for use by many threads.
 */
public final class FramedDecoder implements ValueDecoder, AutoCloseable {
    /** It was known a moment ago, so this is for schemas that were forgotten since. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InputFormat format;
    private final SchemaFrame.Form form;
    private final int maxBytes;
    private final EventDecoder events;
    private final Optional<SchemaCatalog<ValueSchema>> catalog;

    private FramedDecoder(
            InputFormat format,
            SchemaFrame.Form form,
            int maxBytes,
            EventDecoder events,
            Optional<SchemaCatalog<ValueSchema>> catalog) {
        this.format = format;
        this.form = form;
        this.maxBytes = maxBytes;
        this.events = events;
        this.catalog = catalog;
    }

    /**
     * Reads JSON behind a frame, for which no registry is needed.
     *
     * @param idBytes of the id in a frame
     */
    public static FramedDecoder ofJson(EventShape shape, int maxBytes, int idBytes) {
        return new FramedDecoder(
                InputFormat.JSON_SCHEMA,
                new SchemaFrame.Form(SchemaRef.Kind.CONTENT, idBytes),
                maxBytes,
                new EventDecoder(shape, maxBytes),
                Optional.empty());
    }

    /**
     * Reads what the schemas of a registry say.
     *
     * @param format {@code AUTO} or {@code AVRO}
     * @param kind of the id in a frame
     * @param idBytes of the id in a frame
     * @param registry says what schema an id has, or throws
     * @param nanoClock any one
     */
    public static FramedDecoder of(
            InputFormat format,
            EventShape shape,
            int maxBytes,
            SchemaRef.Kind kind,
            int idBytes,
            Function<SchemaRef, Optional<RegisteredSchema>> registry,
            LongSupplier nanoClock) {
        return new FramedDecoder(
                format,
                new SchemaFrame.Form(kind, idBytes),
                maxBytes,
                new EventDecoder(shape, maxBytes),
                Optional.of(new SchemaCatalog<>(registry, schema -> ValueSchema.of(schema, shape), nanoClock)));
    }

    @Override
    public Decoded decode(byte[] value, HeaderValues headers) {
        if (value == null || value.length > maxBytes) {
            return events.decode(value);
        }
        Optional<SchemaFrame> found = SchemaFrame.of(value, headers, form);
        if (found.isEmpty() && form.endsWithin(value)) {
            return Undecodable.unreadable(
                    "the value ends within the frame of a schema registry, which has " + form.bytes() + " bytes");
        }
        if (found.isEmpty()) {
            return format == InputFormat.AUTO
                    ? events.decode(value)
                    : Undecodable.unreadable("the value names no schema, neither before it nor in a header;"
                            + " input.format=auto takes plain JSON, too");
        }
        SchemaFrame frame = found.get();
        if (catalog.isEmpty()) {
            return json(value, frame);
        }
        if (frame.schema().isEmpty()) {
            return Undecodable.unreadable("no schema registry has " + frame.named() + ", which the value names");
        }
        Lookup<ValueSchema> lookup = catalog.get().look(frame.schema().get());
        if (lookup instanceof Lookup.Pending) {
            lookup = catalog.get().await(frame.schema().get(), PATIENCE);
        }
        if (lookup instanceof Lookup.Unusable<ValueSchema> unusable) {
            return Undecodable.unreadable(unusable.detail());
        }
        ValueSchema schema = ((Lookup.Known<ValueSchema>) lookup).schema();
        return schema instanceof ValueSchema.Avro avro ? avro(value, frame, avro) : json(value, frame);
    }

    @Override
    public boolean isReady(byte[] value, HeaderValues headers) {
        if (value == null || value.length > maxBytes || catalog.isEmpty()) {
            return true;
        }
        return SchemaFrame.of(value, headers, form)
                .flatMap(SchemaFrame::schema)
                .map(ref -> !(catalog.get().look(ref) instanceof Lookup.Pending))
                .orElse(true);
    }

    @Override
    public boolean waits() {
        return catalog.isPresent();
    }

    /** Why records wait for their schema, in a sentence; empty where they do not. */
    public Optional<String> trouble() {
        return catalog.flatMap(SchemaCatalog::trouble);
    }

    @Override
    public void close() {
        catalog.ifPresent(SchemaCatalog::close);
    }

    private Decoded json(byte[] value, SchemaFrame frame) {
        return events.decode(frame.payload() == 0 ? value : Arrays.copyOfRange(value, frame.payload(), value.length));
    }

    private Decoded avro(byte[] value, SchemaFrame frame, ValueSchema.Avro avro) {
        try {
            return events.decode(AvroTree.read(value, frame.payload(), avro.schema(), avro.wanted()));
        } catch (AvroTree.MalformedException e) {
            return Undecodable.unreadable(
                    "the value is not of the schema with " + frame.named() + ": " + e.getMessage());
        } catch (IOException e) {
            return Undecodable.unreadable("the value is not of the schema with " + frame.named());
        }
    }
}
