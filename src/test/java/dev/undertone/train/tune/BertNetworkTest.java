// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.encoder.EncoderException;
import dev.undertone.encoder.SentenceEncoder;
import dev.undertone.train.network.Initialization;
import dev.undertone.train.network.Libtorch;
import dev.undertone.train.onnx.OnnxExporter;
import dev.undertone.train.plan.NetworkShape;
import dev.undertone.train.plan.Pooling;
import dev.undertone.train.plan.RecurrentLayer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class BertNetworkTest {
    private static final List<String> TEXTS = List.of(
            "Fine.",
            "The battery died after two days and support never answered.",
            "A film about a lighthouse, a goat and one very long winter; I would see it again tomorrow, and so would she.");

    @BeforeAll
    static void prepare() {
        Libtorch.prepare(1);
    }

    @Test
    void shouldGiveTheStatesThatOnnxRuntimeGives() {
        try (SentenceEncoder encoder = SentenceEncoder.bundled()) {
            for (String text : TEXTS) {
                float[] expected = encoder.encode(List.of(text))[0];

                float[] given = Libtorch.scoped(() -> {
                    BertNetwork network = new BertNetwork(
                            BertWeights.read(encoder.name(), encoder.graph()), torch.ScalarType.Float, 1);
                    TokenRow row = new TokenRow(0, encoder.ids(text, 256));
                    return Libtorch.numbers(
                            network.states(TokenRow.tensor(List.of(row)), 0).select(1, 0));
                });

                // The graph multiplies in 8 bits, the network in 32.
                assertThat(cosine(expected, given)).isGreaterThan(0.97);
            }
        }
    }

    @Test
    void shouldRefuseAGraphOfAnotherKind() {
        byte[] other = OnnxExporter.export(
                Initialization.draw(new NetworkShape(RecurrentLayer.LSTM, Pooling.LAST, 40, 7, 5), 1),
                Optional.empty(),
                Map.of());

        assertThatThrownBy(() -> BertWeights.read("other", other))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("train without --tune-encoder");
    }

    /** Of as many numbers as {@code right} has. */
    private static double cosine(float[] left, float[] right) {
        double both = 0;
        double ofLeft = 0;
        double ofRight = 0;
        for (int i = 0; i < right.length; i++) {
            both += left[i] * right[i];
            ofLeft += left[i] * left[i];
            ofRight += right[i] * right[i];
        }
        return both / Math.sqrt(ofLeft * ofRight);
    }
}
