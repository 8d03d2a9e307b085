// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Reads one value in Avro's binary encoding into a tree of JSON, of which it makes only what is wanted. A value can
 * claim strings of gigabytes and lists without end: what it claims is compared with the bytes that there are before
 * anything is made of it. Confined to one thread.
 */
final class AvroTree {
    /** As deep as JSON may be. */
    private static final int MAX_DEPTH = 500;
    /** Elements that take no bytes, such as nulls, are few. */
    private static final int MIN_ELEMENTS = 65_536;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final BinaryDecoder decoder;
    private final int length;
    private long elementsLeft;

    private AvroTree(byte[] value, int from) {
        this.length = value.length - from;
        this.decoder = DecoderFactory.get().binaryDecoder(value, from, length, null);
        this.elementsLeft = Math.max(MIN_ELEMENTS, length);
    }

    /** The bytes are not of that schema. */
    static final class MalformedException extends IOException {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    /**
     * Reads a value to its end.
     *
     * @param from where it begins in the bytes
     * @throws IOException where the bytes are not of the schema
     */
    static JsonNode read(byte[] value, int from, Schema schema, Wanted wanted) throws IOException {
        AvroTree tree = new AvroTree(value, from);
        try {
            JsonNode node = tree.node(schema, wanted, 0);
            if (!tree.decoder.isEnd()) {
                throw new MalformedException("it goes on behind its end");
            }
            return node;
        } catch (AvroRuntimeException | IndexOutOfBoundsException | ArithmeticException | NumberFormatException e) {
            throw new IOException("it is not of its schema", e);
        }
    }

    private JsonNode node(Schema schema, Wanted wanted, int depth) throws IOException {
        if (wanted == null) {
            skip(schema, depth);
            return null;
        }
        requireDepth(depth);
        return switch (schema.getType()) {
            case RECORD -> object(schema, wanted, depth);
            case UNION -> node(branch(schema), wanted, depth + 1);
            case ARRAY -> array(schema.getElementType(), wanted, depth);
            case MAP -> map(schema.getValueType(), wanted, depth);
            case STRING -> NODES.textNode(string());
            case BYTES -> bytes(schema, take(size()));
            case FIXED -> bytes(schema, take(fixedSize(schema)));
            case ENUM -> NODES.textNode(symbol(schema));
            case INT -> NODES.numberNode(decoder.readInt());
            case LONG -> NODES.numberNode(decoder.readLong());
            case FLOAT -> NODES.numberNode(decoder.readFloat());
            case DOUBLE -> NODES.numberNode(decoder.readDouble());
            case BOOLEAN -> NODES.booleanNode(decoder.readBoolean());
            case NULL -> NullNode.getInstance();
        };
    }

    private ObjectNode object(Schema schema, Wanted wanted, int depth) throws IOException {
        ObjectNode object = NODES.objectNode();
        for (Schema.Field field : schema.getFields()) {
            JsonNode value = node(field.schema(), wanted.of(field.name()), depth + 1);
            if (value != null) {
                object.set(field.name(), value);
            }
        }
        return object;
    }

    private ArrayNode array(Schema element, Wanted wanted, int depth) throws IOException {
        ArrayNode array = NODES.arrayNode();
        int index = 0;
        for (long count = blockRead(); count != 0; count = blockRead()) {
            for (long i = 0; i < count; i++) {
                JsonNode value = node(element, wanted.of(Integer.toString(index++)), depth + 1);
                // Those behind keep their places.
                array.add(value == null ? NullNode.getInstance() : value);
            }
        }
        return array;
    }

    private ObjectNode map(Schema values, Wanted wanted, int depth) throws IOException {
        ObjectNode map = NODES.objectNode();
        for (long count = blockRead(); count != 0; count = blockRead()) {
            for (long i = 0; i < count; i++) {
                String key = string();
                JsonNode value = node(values, wanted.of(key), depth + 1);
                if (value != null) {
                    map.set(key, value);
                }
            }
        }
        return map;
    }

    private void skip(Schema schema, int depth) throws IOException {
        requireDepth(depth);
        switch (schema.getType()) {
            case RECORD -> {
                for (Schema.Field field : schema.getFields()) {
                    skip(field.schema(), depth + 1);
                }
            }
            case UNION -> skip(branch(schema), depth + 1);
            case ARRAY -> skipBlocks(schema.getElementType(), false, depth);
            case MAP -> skipBlocks(schema.getValueType(), true, depth);
            case STRING, BYTES -> decoder.skipFixed(size());
            case FIXED -> decoder.skipFixed(fixedSize(schema));
            case ENUM -> symbol(schema);
            case INT -> decoder.readInt();
            case LONG -> decoder.readLong();
            case FLOAT -> decoder.skipFixed(Float.BYTES);
            case DOUBLE -> decoder.skipFixed(Double.BYTES);
            case BOOLEAN -> decoder.readBoolean();
            case NULL -> decoder.readNull();
        }
    }

    private void skipBlocks(Schema element, boolean keyed, int depth) throws IOException {
        for (long count = decoder.readLong(); count != 0; count = decoder.readLong()) {
            if (count < 0) {
                decoder.skipFixed(size());
                spend(1);
                continue;
            }
            spend(count);
            for (long i = 0; i < count; i++) {
                if (keyed) {
                    decoder.skipFixed(size());
                }
                skip(element, depth + 1);
            }
        }
    }

    /** The number of elements of the next block; the size of one that tells it is not needed. */
    private long blockRead() throws IOException {
        long count = decoder.readLong();
        if (count < 0) {
            count = Math.negateExact(count);
            size();
        }
        spend(count);
        return count;
    }

    private void spend(long elements) throws MalformedException {
        elementsLeft -= elements;
        if (elements < 0 || elementsLeft < 0) {
            throw new MalformedException("it claims to have more elements than bytes");
        }
    }

    private Schema branch(Schema union) throws IOException {
        List<Schema> types = union.getTypes();
        int index = decoder.readInt();
        if (index < 0 || index >= types.size()) {
            throw new MalformedException("it names a branch that its schema does not have");
        }
        return types.get(index);
    }

    private String symbol(Schema schema) throws IOException {
        List<String> symbols = schema.getEnumSymbols();
        int index = decoder.readInt();
        if (index < 0 || index >= symbols.size()) {
            throw new MalformedException("it names a symbol that its schema does not have");
        }
        return symbols.get(index);
    }

    private String string() throws IOException {
        byte[] bytes = take(size());
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            // Either it was there, or it stands for what is no character.
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        }
        return text;
    }

    /** Decimals as numbers, all others as in JSON: in Base64. */
    private static JsonNode bytes(Schema schema, byte[] bytes) {
        LogicalType type = schema.getLogicalType();
        return type instanceof LogicalTypes.Decimal decimal
                ? DecimalNode.valueOf(new BigDecimal(new BigInteger(bytes), decimal.getScale()))
                : NODES.binaryNode(bytes);
    }

    private int size() throws IOException {
        return requireSize(decoder.readLong());
    }

    private int fixedSize(Schema schema) throws MalformedException {
        return requireSize(schema.getFixedSize());
    }

    private int requireSize(long size) throws MalformedException {
        if (size < 0 || size > length) {
            throw new MalformedException("it claims to be longer than it is");
        }
        return (int) size;
    }

    private byte[] take(int size) throws IOException {
        byte[] bytes = new byte[size];
        decoder.readFixed(bytes, 0, size);
        return bytes;
    }

    private static void requireDepth(int depth) throws MalformedException {
        if (depth > MAX_DEPTH) {
            throw new MalformedException("it is nested deeper than " + MAX_DEPTH + " levels");
        }
    }
}
