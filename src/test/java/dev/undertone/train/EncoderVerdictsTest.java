// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.encoder.EncoderException;
import dev.undertone.train.fit.Predictions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderVerdictsTest {
    private static final List<String> LEARNED = List.of("good", "bad", "so so");
    private static final List<String> OTHERS = List.of("fine", "good");

    @TempDir
    private Path folder;

    private final EncoderVerdicts verdicts = EncoderVerdicts.of(
            LEARNED,
            new Predictions(new float[] {2.51f, -3, 0}, new float[] {-2, -1.2f, 40}),
            OTHERS,
            new Predictions(new float[] {1, 5}, new float[] {-9, 0.03f}));

    @Test
    void shouldReadWhatItWrote() {
        // When
        Path file = folder.resolve("new").resolve("a.verdicts");
        verdicts.write(file, "encoder");
        EncoderVerdicts read = EncoderVerdicts.read(file, "encoder");

        // Then
        assertThat(read.size()).isEqualTo(5);
        assertThat(read.missing(LEARNED, OTHERS)).isZero();
        assertThat(read.ofLearned(LEARNED).polarity()).containsExactly(new float[] {2.5f, -3, 0}, within(0.04f));
        assertThat(read.ofLearned(LEARNED).neutral()).containsExactly(new float[] {-2, -1.2f, 8}, within(0.07f));
        assertThat(read.ofOthers(OTHERS).polarity()).containsExactly(1, 5);
        assertThat(read.ofOthers(OTHERS).neutral()).containsExactly(new float[] {-8, 0}, within(0.07f));
    }

    @Test
    void shouldSayWhatItLacks() {
        assertThat(verdicts.missing(List.of("good", "fine"), List.of("good", "unheard of", "bad")))
                .isEqualTo(3);
        assertThatThrownBy(() -> verdicts.ofOthers(List.of("bad"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldKeepAHundredThousandTextsInSixBytesEach() throws IOException {
        List<String> texts =
                IntStream.range(0, 100_000).mapToObj(i -> "text " + i).toList();
        float[] logits = new float[texts.size()];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (7 * Math.sin(i));
        }
        Predictions said = new Predictions(logits, logits);

        Path file = folder.resolve("many");
        EncoderVerdicts.of(List.of(), new Predictions(new float[0], new float[0]), texts, said)
                .write(file, "encoder");

        assertThat(Files.size(file)).isLessThan(600_000);
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .doesNotContain("text 1");
        assertThat(EncoderVerdicts.read(file, "encoder").ofOthers(texts).polarity())
                .contains(logits, within(0.04f));
    }

    @Test
    void shouldRefuseWhatAnotherEncoderSays() {
        Path file = folder.resolve("a.verdicts");
        verdicts.write(file, "encoder tuned");

        assertThatThrownBy(() -> EncoderVerdicts.read(file, "encoder"))
                .isInstanceOf(EncoderException.class)
                .hasMessage("the file " + file + " keeps what another encoder, or one that was tuned otherwise, says;"
                        + " name another file with --encoder-verdicts");
    }

    @Test
    void shouldRefuseAFileThatIsCutOffOrNone() throws IOException {
        Path file = folder.resolve("a.verdicts");
        verdicts.write(file, "encoder");
        byte[] whole = Files.readAllBytes(file);

        for (byte[] wrong : List.of(new byte[0], Arrays.copyOf(whole, whole.length / 2), new byte[] {1, 2, 3})) {
            Files.write(file, wrong);
            assertThatThrownBy(() -> EncoderVerdicts.read(file, "encoder"))
                    .isInstanceOf(EncoderException.class)
                    .hasMessageContaining("remove the file");
        }
    }
}
