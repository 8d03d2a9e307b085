// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Writes the parts of an ONNX graph, in the order in which they run. */
final class OnnxNodes {
    private final GraphProto.Builder graph;

    OnnxNodes(String name) {
        graph = GraphProto.newBuilder().setName(name);
    }

    GraphProto graph() {
        return graph.build();
    }

    /** @param dimensions names of sizes that vary */
    void input(String name, TensorProto.DataType type, String... dimensions) {
        graph.addInput(valueInfo(name, type, dimensions));
    }

    void output(String name, TensorProto.DataType type, String... dimensions) {
        graph.addOutput(valueInfo(name, type, dimensions));
    }

    /**
     * A constant, row by row.
     *
     * @return its name
     */
    String constant(String name, float[] values, long... dimensions) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return constant(name, TensorProto.DataType.FLOAT, bytes, dimensions);
    }

    /** A constant in half precision, row by row. @return its name */
    String constant(String name, short[] halves, long... dimensions) {
        ByteBuffer bytes = ByteBuffer.allocate(halves.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(halves);
        return constant(name, TensorProto.DataType.FLOAT16, bytes, dimensions);
    }

    /** A constant list of numbers in double precision. @return its name */
    String constant(String name, double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return constant(name, TensorProto.DataType.DOUBLE, bytes, values.length);
    }

    /** A constant list of small numbers. @return its name */
    String constant(String name, int[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        return constant(name, TensorProto.DataType.INT32, bytes, values.length);
    }

    /**
     * A constant list of numbers.
     *
     * @return its name
     */
    String constant(String name, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return constant(name, TensorProto.DataType.INT64, bytes, values.length);
    }

    /**
     * A single constant number.
     *
     * @return its name
     */
    String scalar(String name, long value) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(value);
        return constant(name, TensorProto.DataType.INT64, bytes);
    }

    /** A single constant that is true or false. @return its name */
    String constant(String name, boolean value) {
        return constant(name, TensorProto.DataType.BOOL, ByteBuffer.wrap(new byte[] {(byte) (value ? 1 : 0)}));
    }

    /**
     * A node with one output.
     *
     * @param inputs an empty name leaves an optional input out
     * @return the output's name
     */
    String node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        node(operator, List.of(output), inputs, attributes);
        return output;
    }

    void node(String operator, List<String> outputs, List<String> inputs, AttributeProto... attributes) {
        String named =
                outputs.stream().filter(output -> !output.isEmpty()).findFirst().orElseThrow();
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(named)
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(Arrays.asList(attributes)));
    }

    /** The same numbers in another type. @return the output's name */
    String cast(String name, String input, TensorProto.DataType type) {
        return node("Cast", name, List.of(input), attribute("to", (long) type.getNumber()));
    }

    /**
     * Of the second axis from {@code start} to before {@code end}; below 0 they count from the end.
     *
     * @return the output's name
     */
    String slice(String name, String input, long start, long end) {
        return node(
                "Slice",
                name,
                List.of(
                        input,
                        constant(name + "_start", start),
                        constant(name + "_end", end),
                        constant(name + "_axis", 1)));
    }

    static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto attribute(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    /** A branch or a body. */
    static AttributeProto attribute(String name, OnnxNodes graph) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.GRAPH)
                .setG(graph.graph())
                .build();
    }

    static AttributeProto attribute(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private String constant(String name, TensorProto.DataType type, ByteBuffer bytes, long... dimensions) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(bytes.array()));
        for (long dimension : dimensions) {
            tensor.addDims(dimension);
        }
        graph.addInitializer(tensor);
        return name;
    }

    private static ValueInfoProto valueInfo(String name, TensorProto.DataType type, String... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (String dimension : dimensions) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(dimension));
        }
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(type.getNumber())
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
