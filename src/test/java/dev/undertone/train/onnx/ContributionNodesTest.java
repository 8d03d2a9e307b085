// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.onnx;

import static dev.undertone.train.onnx.MadeUpNetworks.LENGTHS;
import static dev.undertone.train.onnx.MadeUpNetworks.spread;
import static dev.undertone.train.onnx.MadeUpNetworks.termOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.undertone.ngram.NgramLogit;
import dev.undertone.text.TokenIds;
import dev.undertone.text.Vocabulary;
import dev.undertone.train.network.Weights;
import dev.undertone.train.plan.NetworkShape;
import dev.undertone.train.plan.Pooling;
import dev.undertone.train.plan.RecurrentLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContributionNodesTest {
    private static final int HIDDEN = 5;
    private static final NetworkShape SHAPE =
            new NetworkShape(RecurrentLayer.BILSTM, Pooling.MAX_MEAN, 40, 7, HIDDEN).withNeutral(true);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldTellWhatEachTokenAddsToTheLogit(boolean withNgrams) throws Exception {
        // Given: reviews whose n-grams occur again, and one that is shorter than the longest n-gram.
        List<TokenIds> texts = texts();
        Optional<NgramLogit> term = withNgrams ? Optional.of(termOf(texts, 256)) : Optional.empty();
        Weights weights = spread(SHAPE);

        // When
        Read read = read(OnnxExporter.export(weights, term, Map.of()), texts);

        // Then
        float bias = weights.values(NetworkShape.OUTPUT_BIAS)[0]
                + term.map(NgramLogit::bias).orElse(0f);
        for (int i = 0; i < texts.size(); i++) {
            double sum = bias;
            for (int token = 0; token < read.parts[i].length; token++) {
                sum += read.parts[i][token];
                if (token >= texts.get(i).length()) {
                    assertThat(read.parts[i][token]).isZero();
                }
            }
            assertThat(sum).isCloseTo(read.logits[i], within(1e-4));
        }
    }

    @Test
    void shouldShareAMaximumByNearnessAndAMeanByChange() throws Exception {
        // Given
        List<TokenIds> texts = texts();
        Weights weights = spread(SHAPE);

        // When
        Read read = read(OnnxExporter.export(weights, Optional.empty(), Map.of()), texts);

        // Then
        float[] output = weights.values(NetworkShape.OUTPUT_WEIGHT);
        for (int i = 0; i < texts.size(); i++) {
            int length = texts.get(i).length();
            double[] expected = new double[length];
            for (int direction = 0; direction < 2; direction++) {
                for (int unit = 0; unit < HIDDEN; unit++) {
                    double[] states = new double[length];
                    for (int token = 0; token < length; token++) {
                        states[token] = read.states[token][direction][i][unit];
                    }
                    int column = 2 * HIDDEN * direction + unit;
                    shareMaximum(expected, states, output[column]);
                    shareMean(expected, states, output[column + HIDDEN], direction == 1);
                }
            }
            for (int token = 0; token < length; token++) {
                assertThat((double) read.parts[i][token]).isCloseTo(expected[token], within(1e-4));
            }
        }
    }

    private static void shareMaximum(double[] parts, double[] states, double weight) {
        double maximum = -1;
        for (double state : states) {
            maximum = Math.max(maximum, state);
        }
        double all = 0;
        for (double state : states) {
            all += share(state, maximum);
        }
        for (int token = 0; token < states.length; token++) {
            parts[token] += weight * maximum * share(states[token], maximum) / all;
        }
    }

    private static double share(double state, double maximum) {
        return Math.max(0, state - (maximum - ContributionNodes.NEAR));
    }

    private static void shareMean(double[] parts, double[] states, double weight, boolean backwards) {
        int length = states.length;
        for (int token = 0; token < length; token++) {
            int before = backwards ? token + 1 : token - 1;
            double change = states[token] - (before < 0 || before == length ? 0 : states[before]);
            parts[token] += weight * change * (backwards ? token + 1 : length - token) / length;
        }
    }

    private static List<TokenIds> texts() {
        Random random = new Random(9);
        List<TokenIds> texts = new ArrayList<>();
        for (int length : LENGTHS) {
            texts.add(TokenIds.of(random.ints(length, Vocabulary.UNKNOWN, 9).toArray()));
        }
        return texts;
    }

    /** Of a batch: logits, contributions [batch, time] and the network's states [time, directions, batch, hidden]. */
    private record Read(float[] logits, float[][] parts, float[][][][] states) {}

    private static Read read(byte[] graph, List<TokenIds> texts) throws OrtException, InvalidProtocolBufferException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        int time = texts.stream().mapToInt(TokenIds::length).max().orElseThrow();
        int[][] tokens = new int[texts.size()][time];
        int[] lengths = new int[texts.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = texts.get(i).length();
            for (int token = 0; token < lengths[i]; token++) {
                tokens[i][token] = texts.get(i).id(token);
            }
        }
        try (OrtSession session = environment.createSession(switchedOn(graph));
                OnnxTensor ids = OnnxTensor.createTensor(environment, tokens);
                OnnxTensor counts = OnnxTensor.createTensor(environment, lengths);
                OrtSession.Result result = session.run(Map.of("tokens", ids, "lengths", counts))) {
            return new Read(
                    (float[]) result.get("logit").orElseThrow().getValue(),
                    (float[][])
                            result.get(ContributionNodes.OUTPUT).orElseThrow().getValue(),
                    (float[][][][]) result.get("outputs").orElseThrow().getValue());
        }
    }

    /** The graph with its contributions, and with the network's states as one more output. */
    private static byte[] switchedOn(byte[] graph) throws InvalidProtocolBufferException {
        ModelProto.Builder model = ModelProto.parseFrom(graph).toBuilder();
        model.getGraphBuilder().getInitializerBuilderList().stream()
                .filter(constant -> constant.getName().equals(ContributionNodes.SWITCH))
                .forEach(constant -> constant.setRawData(ByteString.copyFrom(new byte[] {1})));
        model.getGraphBuilder()
                .addOutput(ValueInfoProto.newBuilder()
                        .setName("outputs")
                        .setType(TypeProto.newBuilder()
                                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT.getNumber()))));
        return model.build().toByteArray();
    }
}
