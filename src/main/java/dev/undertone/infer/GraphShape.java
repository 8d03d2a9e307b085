// SPDX-License-Identifier: Apache-2.0
package dev.undertone.infer;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.undertone.model.ModelRefusedException;
import java.nio.file.Path;
import java.util.Map;

/** Whether a graph has the inputs and outputs that a model is asked by; what has not is refused. */
final class GraphShape {
    private GraphShape() {}

    /** Whether the graph takes its tokens as 64-bit numbers. */
    static boolean check(Path graph, OrtSession session) throws OrtException {
        TensorInfo tokens = tensor(graph, session.getInputInfo(), OnnxSentimentModel.TOKENS, 2);
        TensorInfo lengths = tensor(graph, session.getInputInfo(), OnnxSentimentModel.LENGTHS, 1);
        TensorInfo logit = tensor(graph, session.getOutputInfo(), OnnxSentimentModel.LOGIT, 1);
        boolean fits = (tokens.type == OnnxJavaType.INT32 || tokens.type == OnnxJavaType.INT64)
                && lengths.type == OnnxJavaType.INT32
                && logit.type == OnnxJavaType.FLOAT;
        if (!fits) {
            throw new ModelRefusedException("the graph " + graph + " has inputs or outputs of other types than "
                    + OnnxSentimentModel.TOKENS + " int32 or int64, " + OnnxSentimentModel.LENGTHS + " int32, "
                    + OnnxSentimentModel.LOGIT + " float32");
        }
        return tokens.type == OnnxJavaType.INT64;
    }

    static void checkNeutral(Path graph, OrtSession session) throws OrtException {
        if (!session.getOutputInfo().containsKey(OnnxSentimentModel.NEUTRAL)) {
            throw new ModelRefusedException("the graph " + graph + " has no output '" + OnnxSentimentModel.NEUTRAL
                    + "', which its manifest has a calibration for; copy the whole bundle again");
        }
        if (tensor(graph, session.getOutputInfo(), OnnxSentimentModel.NEUTRAL, 1).type != OnnxJavaType.FLOAT) {
            throw new ModelRefusedException("the graph " + graph + " has an output '" + OnnxSentimentModel.NEUTRAL
                    + "' of another type than float32; copy the whole bundle again");
        }
    }

    static void checkContributions(Path graph, OrtSession session) throws OrtException {
        NodeInfo output = session.getOutputInfo().get(ContributionSwitch.OUTPUT);
        if (output == null || !(output.getInfo() instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
            throw ContributionSwitch.missing(graph);
        }
    }

    private static TensorInfo tensor(Path graph, Map<String, NodeInfo> nodes, String name, int dimensions) {
        NodeInfo node = nodes.get(name);
        if (node == null || !(node.getInfo() instanceof TensorInfo tensor) || tensor.getShape().length != dimensions) {
            throw new ModelRefusedException("the graph " + graph + " has no tensor '" + name + "' of " + dimensions
                    + " dimension(s); it has " + nodes.keySet());
        }
        return tensor;
    }
}
