// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.onnx;

import static dev.undertone.train.onnx.OnnxNodes.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.undertone.ngram.NgramLogit;
import dev.undertone.train.network.HalfPrecision;
import dev.undertone.train.network.Weights;
import dev.undertone.train.plan.NetworkShape;
import dev.undertone.train.plan.Pooling;
import dev.undertone.train.plan.RecurrentLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes weights, and what n-grams add to their logit, as an ONNX graph: inputs {@code tokens} int32 [batch, time],
 * right-padded, and {@code lengths} int32 [batch]; output {@code logit} float32 [batch], and {@code neutral} of the
 * same kind where the network says it; and where it pools over all tokens, {@code contributions} of {@link
 * ContributionNodes}. The same arguments give the same bytes.
 */
public final class OnnxExporter {
    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;
    private static final float BELOW_ALL = -2;
    /** Of 4, 8, 16 and 32 what was quickest for texts of 20 and of 200 tokens. */
    private static final long POOLED_AT_ONCE = 8;

    /** ONNX orders an LSTM's gates input, output, forget, cell; libtorch input, forget, cell, output. */
    private static final int[] LSTM_GATES = {0, 3, 1, 2};

    private static final int[] RNN_GATES = {0};

    private final Weights weights;
    private final NetworkShape shape;
    private final Optional<NgramLogit> ngrams;
    private final OnnxNodes nodes = new OnnxNodes("undertone");

    private OnnxExporter(Weights weights, Optional<NgramLogit> ngrams) {
        this.weights = weights;
        this.ngrams = ngrams;
        this.shape = weights.shape();
    }

    /**
     * The graph as a file's bytes.
     *
     * @param ngrams what adds to the network's logit, if anything
     * @param metadata goes into the file, for people with a model viewer
     */
    public static byte[] export(Weights weights, Optional<NgramLogit> ngrams, Map<String, String> metadata) {
        OnnxExporter exporter = new OnnxExporter(weights, ngrams);
        exporter.build();
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("undertone")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(exporter.nodes.graph());
        new TreeMap<>(metadata)
                .forEach((key, value) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }

    private void build() {
        nodes.input("tokens", DataType.INT32, "batch", "time");
        nodes.input("lengths", DataType.INT32, "batch");
        nodes.output("logit", DataType.FLOAT, "batch");
        // Turning the ids costs less than turning the vectors, and the recurrent operators want time first.
        String byTime = nodes.node("Transpose", "tokens_by_time", List.of("tokens"), attribute("perm", 1, 0));
        String embedded = embedded(byTime);
        String features = shape.pooling() == Pooling.LAST ? lastState(embedded) : maximumAndMean(embedded, byTime);
        String weight = nodes.constant(
                "output_weight", weights.values(NetworkShape.OUTPUT_WEIGHT), shape.outputs(), shape.features());
        String bias = nodes.constant("output_bias", weights.values(NetworkShape.OUTPUT_BIAS), shape.outputs());
        String columns = nodes.node("Gemm", "logit_columns", List.of(features, weight, bias), attribute("transB", 1));
        String axis = nodes.constant("axis_one", 1);
        String polarity = columns;
        if (shape.neutral()) {
            nodes.output("neutral", DataType.FLOAT, "batch");
            polarity = "polarity_column";
            nodes.node("Split", List.of(polarity, "neutral_column"), List.of(columns), attribute("axis", 1));
            String leaning = nodes.node("Abs", "leaning", List.of(polarity));
            String slope = nodes.constant("neutral_slope", weights.values(NetworkShape.NEUTRAL_SLOPE), 1);
            String against = nodes.node("Mul", "against_neutral", List.of(leaning, slope));
            String neutral = nodes.node("Sub", "neutral_less_leaning", List.of("neutral_column", against));
            nodes.node("Squeeze", "neutral", List.of(neutral, axis));
        }
        if (ngrams.isEmpty()) {
            nodes.node("Squeeze", "logit", List.of(polarity, axis));
        } else {
            String network = nodes.node("Squeeze", "network_logit", List.of(polarity, axis));
            nodes.node("Add", "logit", List.of(network, NgramNodes.add(nodes, ngrams.get())));
        }
        ContributionNodes.add(nodes, shape, ngrams.isPresent());
    }

    /** The tokens' vectors [time, batch, embedding]; in half precision in the file where nothing is lost by that. */
    private String embedded(String byTime) {
        float[] values = weights.values(NetworkShape.EMBEDDING);
        if (!weights.equals(weights.withHalfPrecisionEmbedding())) {
            String embedding = nodes.constant("embedding", values, shape.vocabulary(), shape.embedding());
            return nodes.node("Gather", "embedded", List.of(embedding, byTime), attribute("axis", 0));
        }
        short[] halves = new short[values.length];
        for (int i = 0; i < halves.length; i++) {
            halves[i] = HalfPrecision.of(values[i]);
        }
        String embedding = nodes.constant("embedding", halves, shape.vocabulary(), shape.embedding());
        String gathered = nodes.node("Gather", "embedded_halves", List.of(embedding, byTime), attribute("axis", 0));
        return nodes.cast("embedded", gathered, DataType.FLOAT);
    }

    /** Features [batch, directions x hidden]. */
    private String lastState(String embedded) {
        recurrent(embedded, List.of("", "states"));
        String byReview = nodes.node("Transpose", "states_by_review", List.of("states"), attribute("perm", 1, 0, 2));
        return nodes.node("Flatten", "features", List.of(byReview), attribute("axis", 1));
    }

    /** Features [batch, directions x (maximum, mean) x hidden]. */
    private String maximumAndMean(String embedded, String byTime) {
        recurrent(embedded, List.of("outputs"));
        String times = nodes.node("Shape", "times", List.of(byTime), attribute("start", 0), attribute("end", 1));
        String time = nodes.node("Squeeze", "time", List.of(times));
        String range = nodes.node("Range", "steps", List.of(nodes.scalar("zero", 0), time, nodes.scalar("one", 1)));
        String steps = nodes.node("Unsqueeze", "step_column", List.of(range, nodes.constant("axis_step", 1)));
        String longLengths = nodes.cast("long_lengths", "lengths", DataType.INT64);
        String isToken = nodes.node("Less", "is_token", List.of(steps, longLengths));
        // Behind each length the states are zeros, which this takes below all others.
        String below = nodes.constant("below_all", new float[] {BELOW_ALL});
        String nothing = nodes.constant("nothing_below", new float[] {0});
        String penalties = nodes.node("Where", "penalties", List.of(isToken, nothing, below));
        String penalty = nodes.node("Unsqueeze", "penalty", List.of(penalties, nodes.constant("axes_penalty", 1, 3)));
        String maximum = maximum(nodes.node("Add", "masked", List.of("outputs", penalty)));

        // ONNX Runtime writes zeros behind each length, so that the sum needs no mask; the parity check would tell.
        String sum = nodes.node(
                "ReduceSum", "sum", List.of("outputs", nodes.constant("axis_time", 0)), attribute("keepdims", 0));
        String floatLengths = nodes.cast("float_lengths", "lengths", DataType.FLOAT);
        String column =
                nodes.node("Unsqueeze", "length_column", List.of(floatLengths, nodes.constant("axis_length", 1)));
        String mean = nodes.node("Div", "mean", List.of(sum, column));

        String pooled = nodes.node("Concat", "pooled", List.of(maximum, mean), attribute("axis", 2));
        String byReview = nodes.node("Transpose", "pooled_by_review", List.of(pooled), attribute("perm", 1, 0, 2));
        return nodes.node("Flatten", "features", List.of(byReview), attribute("axis", 1));
    }

    /**
     * The largest [directions, batch, hidden] of [time, directions, batch, hidden]. Some tokens at a time first, by the
     * operator of image networks: with ReduceMax alone it takes two to five times as long.
     */
    private String maximum(String states) {
        String rows = nodes.node(
                "Reshape", "state_rows", List.of(states, nodes.constant("state_rows_shape", 0, -1, shape.hidden())));
        String axes = nodes.constant("axes_image", 0, 1);
        String image = nodes.node("Unsqueeze", "state_image", List.of(rows, axes));
        String pools = nodes.node(
                "MaxPool",
                "pool_image",
                List.of(image),
                attribute("kernel_shape", new long[] {POOLED_AT_ONCE, 1, 1}),
                attribute("strides", new long[] {POOLED_AT_ONCE, 1, 1}),
                attribute("ceil_mode", 1));
        String pooled = nodes.node("Squeeze", "pools", List.of(pools, axes));
        String maxima = nodes.node(
                "ReduceMax", "maxima", List.of(pooled), attribute("axes", new long[] {0}), attribute("keepdims", 0));
        return nodes.node(
                "Reshape",
                "maximum",
                List.of(
                        maxima,
                        nodes.constant("maximum_shape", shape.directions().size(), -1, shape.hidden())));
    }

    private void recurrent(String embedded, List<String> outputs) {
        int directions = shape.kind().directions();
        int rows = shape.kind().gates() * shape.hidden();
        List<float[]> inputs = new ArrayList<>();
        List<float[]> recurrents = new ArrayList<>();
        List<float[]> biases = new ArrayList<>();
        for (String direction : shape.directions()) {
            inputs.add(reordered(weights.values(NetworkShape.inputWeight(direction))));
            recurrents.add(reordered(weights.values(NetworkShape.recurrentWeight(direction))));
            biases.add(reordered(weights.values(NetworkShape.bias(direction))));
            // ONNX, like libtorch, has a second bias; the network has none.
            biases.add(new float[rows]);
        }
        List<String> names = List.of(
                embedded,
                nodes.constant("input_weight", joined(inputs), directions, rows, shape.embedding()),
                nodes.constant("recurrent_weight", joined(recurrents), directions, rows, shape.hidden()),
                nodes.constant("bias", joined(biases), directions, 2L * rows),
                "lengths");
        AttributeProto direction = attribute("direction", directions == 2 ? "bidirectional" : "forward");
        String operator = shape.kind() == RecurrentLayer.RNN ? "RNN" : "LSTM";
        nodes.node(operator, outputs, names, attribute("hidden_size", (long) shape.hidden()), direction);
    }

    private float[] reordered(float[] values) {
        int[] gates = shape.kind() == RecurrentLayer.RNN ? RNN_GATES : LSTM_GATES;
        int block = values.length / gates.length;
        float[] reordered = new float[values.length];
        for (int gate = 0; gate < gates.length; gate++) {
            System.arraycopy(values, gates[gate] * block, reordered, gate * block, block);
        }
        return reordered;
    }

    private static float[] joined(List<float[]> parts) {
        float[] joined = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
