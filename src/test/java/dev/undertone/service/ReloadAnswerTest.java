// SPDX-License-Identifier: Apache-2.0
package dev.undertone.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.config.ScorerConfig;
import dev.undertone.config.Settings;
import dev.undertone.http.ActionAnswer;
import dev.undertone.review.ModelId;
import dev.undertone.serve.ModelRole;
import dev.undertone.serve.Reload;
import dev.undertone.serve.ReloadResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReloadAnswerTest {
    private static final ModelId ONE = new ModelId("undertone-en", "1");

    private final ScorerConfig config = ScorerConfig.of(Settings.gather(
            Map.of(), Optional.empty(), Map.of(), Map.of("model.path", "model", "model.shadow.path", "model/next")));

    @Test
    void shouldTellOfEachModelWhatIsInService() {
        // When
        ActionAnswer answer = ReloadAnswer.of(
                List.of(
                        new Reload(ModelRole.SERVED, ReloadResult.UNCHANGED, ONE, Optional.empty()),
                        new Reload(ModelRole.SHADOW, ReloadResult.SWAPPED, ONE, Optional.empty())),
                config);

        // Then
        assertThat(answer)
                .isEqualTo(
                        new ActionAnswer(
                                200,
                                "{\"model\":{\"outcome\":\"unchanged\",\"name\":\"undertone-en\",\"version\":\"1\"},"
                                        + "\"shadow\":{\"outcome\":\"swapped\",\"name\":\"undertone-en\",\"version\":\"1\"}}\n"));
    }

    @Test
    void shouldTellWhyABundleWasRefusedWithoutSayingWhereItLies() {
        // Given
        Path served = Path.of("model").toAbsolutePath();
        Path shadow = Path.of("model", "next").toAbsolutePath();

        // When
        ActionAnswer answer = ReloadAnswer.of(
                List.of(
                        refused(ModelRole.SERVED, "the model bundle " + served + " has no manifest.json"),
                        refused(ModelRole.SHADOW, "ONNX Runtime refuses " + shadow.resolve("model.onnx") + ": torn")),
                config);

        // Then
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json())
                .contains(
                        "\"reason\":\"the model bundle model.path has no manifest.json\"",
                        "\"reason\":\"ONNX Runtime refuses model.shadow.path/model.onnx: torn\"");
    }

    private static Reload refused(ModelRole role, String reason) {
        return new Reload(role, ReloadResult.REFUSED, ONE, Optional.of(reason));
    }
}
