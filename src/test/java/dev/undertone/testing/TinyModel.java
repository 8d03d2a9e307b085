// SPDX-License-Identifier: Apache-2.0
package dev.undertone.testing;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import dev.undertone.model.Architecture;
import dev.undertone.model.Calibration;
import dev.undertone.model.ModelBundle;
import dev.undertone.model.ModelManifest;
import dev.undertone.model.Provenance;
import dev.undertone.review.ModelId;
import dev.undertone.score.ScoreMapper;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.Tokenizer;
import dev.undertone.text.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A bundle of a few kilobytes whose logit is the sum of its words' weights: {@code good} counts 2, {@code great} 3,
 * {@code bad} -2, {@code awful} -3, every other word nothing. It can be made with faults: words that it knows and
 * fails on.
 */
public final class TinyModel {
    public static final String NAME = "tiny";
    public static final String VERSION = "1";
    public static final int TOKEN_LIMIT = 16;

    private static final Map<String, Float> WEIGHTS = Map.of("good", 2f, "great", 3f, "bad", -2f, "awful", -3f);
    private static final List<String> WORDS = WEIGHTS.keySet().stream().sorted().toList();

    /** What speaks for neutral where that was learned: {@code ok} for, the others against. */
    private static final Map<String, Float> NEUTRAL_WEIGHTS = Map.of("ok", 3f, "good", -1f, "great", -2f, "awful", -2f);

    /** From the sum of those weights to a probability. */
    public static final Calibration NEUTRAL = new Calibration(Calibration.PLATT, 2, -1);

    private TinyModel() {}

    /** Writes the bundle into {@code folder}, which is made if need be, and returns the folder. */
    public static Path writeTo(Path folder) {
        return writeTo(folder, List.of());
    }

    /**
     * The same, but every batch that holds one of {@code faults} fails inside ONNX Runtime: their weights are missing.
     */
    public static Path writeTo(Path folder, List<String> faults) {
        return write(folder, VERSION, WORDS, faults, 1, null, false);
    }

    /**
     * The same with a second output, {@link #neutralProbability}, and the word {@code ok}, which speaks for that alone.
     */
    public static Path writeWithNeutralTo(Path folder) {
        List<String> words = new ArrayList<>(WORDS);
        words.add("ok");
        return write(folder, VERSION, words, List.of(), 1, NEUTRAL, false);
    }

    /**
     * Another model of the same name: it says the contrary of each word, and has other ids for them, so that reviews
     * encoded for one model and scored by the other show.
     */
    public static Path writeContraryTo(Path folder, String version) {
        List<String> words = new ArrayList<>(WORDS);
        Collections.reverse(words);
        return write(folder, version, words, List.of(), -1, null, false);
    }

    /** The same as the first, which also says what each word contributes, if asked. */
    public static Path writeExplainingTo(Path folder) {
        return write(folder, VERSION, WORDS, List.of(), 1, null, true);
    }

    /** @param neutral null where that was not learned */
    private static Path write(
            Path folder,
            String version,
            List<String> known,
            List<String> faults,
            int sign,
            Calibration neutral,
            boolean explains) {
        try {
            Files.createDirectories(folder);
            List<String> words = new ArrayList<>(known);
            words.removeAll(faults);
            Vocabulary weighted = Vocabulary.of(words);
            words.addAll(faults);
            Vocabulary vocabulary = Vocabulary.of(words);
            vocabulary.write(folder.resolve(ModelBundle.VOCABULARY));
            Files.write(folder.resolve(ModelBundle.GRAPH), graph(weighted, sign, neutral != null, explains));
            Files.writeString(folder.resolve(ModelBundle.CARD), "# tiny\n");
            ModelManifest manifest = new ModelManifest(
                    ModelManifest.FORMAT_VERSION,
                    NAME,
                    version,
                    new Architecture("sum", "sum", vocabulary.size(), 1, 1, 0, vocabulary.size()),
                    ModelManifest.LABELS,
                    TOKEN_LIMIT,
                    new ModelManifest.TokenizerIdentity(Tokenizer.NAME, Tokenizer.fingerprint()),
                    Calibration.identity(),
                    neutral,
                    ModelBundle.hashes(folder),
                    new Provenance("none", 0, List.of(), Map.of(), Map.of(), "", ""),
                    Map.of());
            ModelBundle.writeManifest(folder, manifest);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the bundle into {@code folder} and opens it. */
    public static ModelBundle open(Path folder) {
        return ModelBundle.open(writeTo(folder));
    }

    /** What its logits mean. */
    public static ScoreMapper judgement() {
        return new ScoreMapper(new ModelId(NAME, VERSION), Calibration.identity(), 0);
    }

    /** The encoder of the bundle without faults. */
    public static ReviewEncoder encoder() {
        return new ReviewEncoder(Vocabulary.of(WORDS), TOKEN_LIMIT);
    }

    /** What the model says of these words: the sum of their weights. */
    public static double probability(String... words) {
        double logit = 0;
        for (String word : words) {
            logit += WEIGHTS.getOrDefault(word, 0f);
        }
        return 1 / (1 + Math.exp(-logit));
    }

    /** What a model that has learned neutral says of these words. */
    public static double neutralProbability(String... words) {
        double logit = 0;
        for (String word : words) {
            logit += NEUTRAL_WEIGHTS.getOrDefault(word, 0f);
        }
        return NEUTRAL.probability(logit);
    }

    private static byte[] graph(Vocabulary vocabulary, int sign, boolean neutral, boolean explains) {
        OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder()
                .setName(NAME)
                .addInput(tensor("tokens", OnnxMl.TensorProto.DataType.INT32, "batch", "time"))
                .addInput(tensor("lengths", OnnxMl.TensorProto.DataType.INT32, "batch"))
                // The order of outputs is not that of their use: they are asked for by name.
                .addAllOutput((neutral ? List.of("neutral", "logit") : List.of("logit"))
                        .stream()
                                .map(name -> tensor(name, OnnxMl.TensorProto.DataType.FLOAT, "batch"))
                                .toList())
                .addInitializer(OnnxMl.TensorProto.newBuilder()
                        .setName("overTime")
                        .setDataType(OnnxMl.TensorProto.DataType.INT64.getNumber())
                        .addDims(1)
                        .addInt64Data(1));
        addSum(graph, "logit", vocabulary, WEIGHTS, sign);
        if (neutral) {
            addSum(graph, "neutral", vocabulary, NEUTRAL_WEIGHTS, 1);
        }
        if (explains) {
            addContributions(graph);
        }
        return OnnxMl.ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    /** An output that is the sum of the weights of a review's words. */
    private static void addSum(
            OnnxMl.GraphProto.Builder graph,
            String output,
            Vocabulary vocabulary,
            Map<String, Float> weightOfWord,
            int sign) {
        ByteBuffer weights =
                ByteBuffer.allocate(vocabulary.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int id = 0; id < vocabulary.size(); id++) {
            weights.putFloat(sign * weightOfWord.getOrDefault(vocabulary.token(id), 0f));
        }
        graph.addInitializer(OnnxMl.TensorProto.newBuilder()
                        .setName(output + "Weights")
                        .setDataType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
                        .addDims(vocabulary.size())
                        .setRawData(ByteString.copyFrom(weights.array())))
                .addNode(OnnxMl.NodeProto.newBuilder()
                        .setOpType("Gather")
                        .addInput(output + "Weights")
                        .addInput("tokens")
                        .addOutput(output + "Each"))
                .addNode(OnnxMl.NodeProto.newBuilder()
                        .setOpType("ReduceSum")
                        .addInput(output + "Each")
                        .addInput("overTime")
                        .addOutput(output)
                        .addAttribute(OnnxMl.AttributeProto.newBuilder()
                                .setName("keepdims")
                                .setType(OnnxMl.AttributeProto.AttributeType.INT)
                                .setI(0)));
    }

    /** The weights of the words where the constant {@code explain} is true, nothing where it is false. */
    private static void addContributions(OnnxMl.GraphProto.Builder graph) {
        OnnxMl.TensorProto.DataType floats = OnnxMl.TensorProto.DataType.FLOAT;
        OnnxMl.GraphProto on = OnnxMl.GraphProto.newBuilder()
                .setName("on")
                .addNode(OnnxMl.NodeProto.newBuilder()
                        .setOpType("Identity")
                        .addInput("logitEach")
                        .addOutput("each"))
                .addOutput(tensor("each", floats, "batch", "time"))
                .build();
        OnnxMl.GraphProto off = OnnxMl.GraphProto.newBuilder()
                .setName("off")
                .addInitializer(OnnxMl.TensorProto.newBuilder()
                        .setName("nothing")
                        .setDataType(floats.getNumber())
                        .addDims(0)
                        .addDims(0))
                .addNode(OnnxMl.NodeProto.newBuilder()
                        .setOpType("Identity")
                        .addInput("nothing")
                        .addOutput("none"))
                .addOutput(tensor("none", floats, "no", "where"))
                .build();
        graph.addInitializer(OnnxMl.TensorProto.newBuilder()
                        .setName("explain")
                        .setDataType(OnnxMl.TensorProto.DataType.BOOL.getNumber())
                        .setRawData(ByteString.copyFrom(new byte[] {0})))
                .addOutput(tensor("contributions", floats, "explained", "explainedTime"))
                .addNode(OnnxMl.NodeProto.newBuilder()
                        .setOpType("If")
                        .addInput("explain")
                        .addOutput("contributions")
                        .addAttribute(branch("then_branch", on))
                        .addAttribute(branch("else_branch", off)));
    }

    private static OnnxMl.AttributeProto branch(String name, OnnxMl.GraphProto graph) {
        return OnnxMl.AttributeProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.AttributeProto.AttributeType.GRAPH)
                .setG(graph)
                .build();
    }

    private static OnnxMl.ValueInfoProto tensor(String name, OnnxMl.TensorProto.DataType type, String... dimensions) {
        OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
        for (String dimension : dimensions) {
            shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam(dimension));
        }
        return OnnxMl.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.TypeProto.newBuilder()
                        .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }
}
