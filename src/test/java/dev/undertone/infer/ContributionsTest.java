// SPDX-License-Identifier: Apache-2.0
package dev.undertone.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.model.ModelBundle;
import dev.undertone.model.ModelRefusedException;
import dev.undertone.testing.TinyModel;
import dev.undertone.text.TokenIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContributionsTest {
    private static final List<TokenIds> REVIEWS = Stream.of("so good", "bad", "not great but awful !")
            .map(TinyModel.encoder()::encode)
            .toList();

    @TempDir
    private Path folder;

    @Test
    void shouldSayWhatEachTokenOfEachReviewContributes() {
        // When
        Logits logits;
        try (OnnxSentimentModel model =
                OnnxSentimentModel.open(ModelBundle.open(TinyModel.writeExplainingTo(folder)), true)) {
            logits = model.allLogits(REVIEWS);
        }

        // Then
        assertThat(logits.polarity()).containsExactly(2, -2, 0);
        assertThat(logits.contributions().orElseThrow()).isDeepEqualTo(new float[][] {{0, 2}, {-2}, {0, 3, 0, -3, 0}});
    }

    @Test
    void shouldSayNothingOfTokensUnlessAsked() {
        // When
        Logits logits;
        try (OnnxSentimentModel model =
                OnnxSentimentModel.open(ModelBundle.open(TinyModel.writeExplainingTo(folder)))) {
            logits = model.allLogits(REVIEWS);
        }

        // Then
        assertThat(logits.polarity()).containsExactly(2, -2, 0);
        assertThat(logits.contributions()).isEmpty();
    }

    @Test
    void shouldRefuseAGraphThatCannotSay() {
        // Given
        ModelBundle bundle = TinyModel.open(folder);

        // Then
        assertThatThrownBy(() -> OnnxSentimentModel.open(bundle, true))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("cannot say what its words contribute")
                .hasMessageContaining("train the model again")
                .hasMessageContaining("explain.words");
    }

    @Test
    void shouldRefuseAGraphWithASwitchThatIsOnOrThatThereAreTwoOf() throws IOException {
        // Given
        ModelBundle bundle = ModelBundle.open(TinyModel.writeExplainingTo(folder));
        byte[] on = ContributionSwitch.on(bundle.graph());

        // Then
        Files.write(bundle.graph(), on);
        assertThatThrownBy(() -> OnnxSentimentModel.open(bundle, true)).isInstanceOf(ModelRefusedException.class);
        byte[] twice = new byte[2 * on.length];
        System.arraycopy(on, 0, twice, 0, on.length);
        System.arraycopy(on, 0, twice, on.length, on.length);
        Files.write(bundle.graph(), twice);
        assertThatThrownBy(() -> ContributionSwitch.on(bundle.graph())).isInstanceOf(ModelRefusedException.class);
    }
}
