// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.tune;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.undertone.encoder.EncoderException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of an encoder of BERT's kind (Devlin et al. 2019) by the names that PyTorch gives them, as its ONNX graph
 * has them, of 32 bits or of 8. Matrices are [inputs, outputs].
 */
final class BertWeights {
    /** One tensor, row by row. */
    record Weight(float[] values, long[] shape) {}

    private final Map<String, OnnxMl.TensorProto> initializers = new HashMap<>();
    private final Map<String, Weight> weights = new LinkedHashMap<>();
    private final int heads;

    private BertWeights(OnnxMl.GraphProto graph) {
        graph.getInitializerList().forEach(tensor -> initializers.put(tensor.getName(), tensor));
        for (OnnxMl.TensorProto tensor : graph.getInitializerList()) {
            String name = tensor.getName().replace("_quantized", "");
            if (name.startsWith("embeddings.") || name.startsWith("encoder.")) {
                if (!name.endsWith("_scale") && !name.endsWith("_zero_point")) {
                    weights.put(name, weight(tensor));
                }
            }
        }
        int found = 0;
        for (OnnxMl.NodeProto node : graph.getNodeList()) {
            // A matrix has no name of its own, but the node that multiplies by it does.
            boolean product =
                    node.getOpType().equals("MatMul") || node.getOpType().equals("MatMulInteger");
            OnnxMl.TensorProto matrix = product ? initializers.get(node.getInput(1)) : null;
            if (matrix != null && node.getName().startsWith("/encoder/")) {
                String path = node.getName().substring(1, node.getName().lastIndexOf('/'));
                weights.put(path.replace('/', '.') + ".weight", weight(matrix));
            }
            if (found == 0 && node.getName().equals("/encoder/layer.0/attention/self/Concat")) {
                found = (int) number(graph, node.getInput(2));
            }
        }
        this.heads = found;
    }

    /** @throws EncoderException if the graph is of another kind */
    static BertWeights read(String encoder, byte[] graph) {
        try {
            BertWeights read =
                    new BertWeights(OnnxMl.ModelProto.parseFrom(graph).getGraph());
            if (read.heads > 0
                    && read.layers() > 0
                    && read.weights.containsKey("embeddings.word_embeddings.weight")
                    && read.width() % read.heads == 0) {
                return read;
            }
        } catch (InvalidProtocolBufferException e) {
            throw new EncoderException("the graph of " + encoder + " cannot be read: " + e.getMessage(), e);
        }
        throw new EncoderException("the graph of " + encoder
                + " does not name its weights as PyTorch's export of BERT does, so that it cannot be tuned;"
                + " train without --tune-encoder");
    }

    private Weight weight(OnnxMl.TensorProto tensor) {
        long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
        if (tensor.getDataType() == OnnxMl.TensorProto.DataType.FLOAT.getNumber()) {
            return new Weight(floats(tensor), shape);
        }
        String name = tensor.getName().replace("_quantized", "");
        float[] scale = floats(initializers.get(name + "_scale"));
        int[] zero = bytes(initializers.get(name + "_zero_point"));
        int[] numbers = bytes(tensor);
        float[] values = new float[numbers.length];
        for (int i = 0; i < values.length; i++) {
            // One scale for all, or one for each output.
            int channel = i % scale.length;
            values[i] = (numbers[i] - zero[channel]) * scale[channel];
        }
        return new Weight(values, shape);
    }

    private static float[] floats(OnnxMl.TensorProto tensor) {
        if (tensor.getRawData().isEmpty()) {
            float[] values = new float[tensor.getFloatDataCount()];
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.getFloatData(i);
            }
            return values;
        }
        ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[raw.remaining() / Float.BYTES];
        raw.asFloatBuffer().get(values);
        return values;
    }

    private static int[] bytes(OnnxMl.TensorProto tensor) {
        boolean signed = tensor.getDataType() == OnnxMl.TensorProto.DataType.INT8.getNumber();
        if (tensor.getRawData().isEmpty()) {
            return tensor.getInt32DataList().stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        byte[] raw = tensor.getRawData().toByteArray();
        int[] values = new int[raw.length];
        for (int i = 0; i < raw.length; i++) {
            values[i] = signed ? raw[i] : raw[i] & 0xff;
        }
        return values;
    }

    private static long number(OnnxMl.GraphProto graph, String output) {
        return graph.getNodeList().stream()
                .filter(node -> node.getOutputList().equals(List.of(output)))
                .filter(node -> node.getOpType().equals("Constant"))
                .map(node -> node.getAttribute(0).getT())
                .mapToLong(tensor -> tensor.getRawData().isEmpty()
                        ? tensor.getInt64Data(0)
                        : tensor.getRawData()
                                .asReadOnlyByteBuffer()
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getLong())
                .findFirst()
                .orElse(0);
    }

    Map<String, Weight> weights() {
        return weights;
    }

    int heads() {
        return heads;
    }

    int width() {
        return weights.get("embeddings.LayerNorm.bias").values().length;
    }

    int layers() {
        int layers = 0;
        while (weights.containsKey("encoder.layer." + layers + ".output.dense.weight")) {
            layers++;
        }
        return layers;
    }
}
