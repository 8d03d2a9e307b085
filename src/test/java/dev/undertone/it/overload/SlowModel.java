// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.overload;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import dev.undertone.model.ModelBundle;
import dev.undertone.model.ModelManifest;
import dev.undertone.score.ReviewScorer;
import dev.undertone.testing.TinyModel;
import dev.undertone.text.TokenIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The tiny model with as much to compute beside it, all of which comes to nothing, as makes each token take a given
 * time on this machine.
 */
final class SlowModel {
    static final int TOKEN_LIMIT = 256;

    private static final int WIDTH = 512;
    private static final int TRIAL = 8;
    private static final int REVIEWS = 16;

    private SlowModel() {}

    /** Writes the bundle into the folder, which is made if need be, and returns the folder. */
    static Path writeTo(Path folder, Duration perToken) throws IOException {
        write(folder, TRIAL);
        double nanosOfOne = nanosPerToken(folder) / TRIAL;
        write(folder, (int) Math.max(1, Math.round(perToken.toNanos() / nanosOfOne)));
        return folder;
    }

    private static void write(Path folder, int products) throws IOException {
        ModelManifest tiny = TinyModel.open(folder).manifest();
        Path file = folder.resolve(ModelBundle.GRAPH);
        OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
        burden(model.getGraphBuilder(), products);
        Files.write(file, model.build().toByteArray());
        ModelBundle.writeManifest(
                folder,
                new ModelManifest(
                        tiny.formatVersion(),
                        tiny.name(),
                        tiny.version(),
                        tiny.architecture(),
                        tiny.labels(),
                        TOKEN_LIMIT,
                        tiny.tokenizer(),
                        tiny.calibration(),
                        tiny.neutral(),
                        ModelBundle.hashes(folder),
                        tiny.training(),
                        tiny.evaluation()));
    }

    /** Adds to the logit the sum of a product of so many matrices of zeros, for each token. */
    private static void burden(OnnxMl.GraphProto.Builder graph, int products) {
        OnnxMl.NodeProto.Builder sum = graph.getNodeBuilderList().stream()
                .filter(node -> node.getOutput(0).equals("logit"))
                .findFirst()
                .orElseThrow();
        sum.setOutput(0, "light");
        int vocabulary = (int) graph.getInitializerList().stream()
                .filter(tensor -> tensor.getName().equals("logitWeights"))
                .findFirst()
                .orElseThrow()
                .getDims(0);
        graph.addInitializer(zeros("rows", vocabulary)).addInitializer(zeros("square", WIDTH));
        graph.addInitializer(OnnxMl.TensorProto.newBuilder()
                .setName("all")
                .setDataType(OnnxMl.TensorProto.DataType.INT64.getNumber())
                .addDims(2)
                .addInt64Data(1)
                .addInt64Data(2));
        graph.addNode(node("Gather", "burden0", "rows", "tokens"));
        for (int i = 0; i < products; i++) {
            graph.addNode(node("MatMul", "burden" + (i + 1), "burden" + i, "square"));
        }
        graph.addNode(node("ReduceSum", "nothing", "burden" + products, "all")
                        .addAttribute(OnnxMl.AttributeProto.newBuilder()
                                .setName("keepdims")
                                .setType(OnnxMl.AttributeProto.AttributeType.INT)
                                .setI(0)))
                .addNode(node("Add", "logit", "light", "nothing"));
    }

    private static OnnxMl.NodeProto.Builder node(String type, String output, String... inputs) {
        return OnnxMl.NodeProto.newBuilder()
                .setOpType(type)
                .addAllInput(List.of(inputs))
                .addOutput(output);
    }

    private static OnnxMl.TensorProto.Builder zeros(String name, int rows) {
        return OnnxMl.TensorProto.newBuilder()
                .setName(name)
                .setDataType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
                .addDims(rows)
                .addDims(WIDTH)
                .setRawData(ByteString.copyFrom(new byte[rows * WIDTH * Float.BYTES]));
    }

    /** The best of three, as others want the machine too. */
    private static double nanosPerToken(Path folder) {
        int[] ids = new int[TOKEN_LIMIT];
        Arrays.fill(ids, 1);
        List<TokenIds> batch = Collections.nCopies(REVIEWS, TokenIds.of(ids));
        double best = Double.MAX_VALUE;
        try (ReviewScorer scorer = ReviewScorer.open(ModelBundle.open(folder), 0)) {
            for (int i = 0; i < 3; i++) {
                long start = System.nanoTime();
                scorer.score(batch);
                best = Math.min(best, (System.nanoTime() - start) / (double) (REVIEWS * TOKEN_LIMIT));
            }
        }
        return best;
    }
}
