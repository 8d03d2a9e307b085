// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.cli.Cli;
import dev.undertone.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What evaluate writes beside its output. */
class EvaluateCardTest extends EvaluatesTinyModel {

    @Test
    void shouldWriteIntoTheCardWhatItPrints() throws IOException {
        // When
        Cli.Result result = evaluate("--behaviour", "--card");

        // Then
        ModelBundle bundle = ModelBundle.open(model);
        String accuracy = result.lines().stream()
                .filter(line -> line.startsWith("| reviews.tsv"))
                .findFirst()
                .orElseThrow();
        assertThat(bundle.card())
                .startsWith("# tiny\n")
                .contains(accuracy)
                .contains("71.43 %")
                .contains("### Behaviour")
                .contains("(reliability.svg)");
        assertThat(model.resolve("reliability.svg")).content().startsWith("<svg");
    }

    @Test
    void shouldRefreshTheCardAndLeaveTheRestOfItAlone() throws IOException {
        // Given
        evaluate("--behaviour", "--card");
        Files.writeString(data, "1\tgood\n0\tbad\n");

        // When
        evaluate("--behaviour", "--card");

        // Then
        assertThat(ModelBundle.open(model).card())
                .startsWith("# tiny\n")
                .contains("100.00 %")
                .containsOnlyOnce("### Accuracy")
                .doesNotContain("71.43 %");
    }

    @Test
    void shouldRefuseABundleWhoseDiagramIsNotTheOneItNames() throws IOException {
        // Given
        evaluate("--behaviour", "--card");
        Files.writeString(model.resolve("reliability.svg"), "<svg/>");

        // When
        Cli.Result result = evaluate();

        // Then
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("has a reliability.svg that is not the one its manifest.json names");
    }

    @Test
    void shouldDrawTheReliabilityDiagram() {
        // When
        evaluate("--charts", folder.resolve("charts").toString());

        // Then
        assertThat(folder.resolve("charts/reliability.svg")).content().contains("perfectly calibrated");
    }
}
