// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.undertone.compare.report.HandmadeFigures;
import dev.undertone.train.plan.RecurrentLayer;
import dev.undertone.train.plan.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
    private static final TrainingRun RUN =
            new TrainingRun(RecurrentLayer.BILSTM, 2, HandmadeFigures.ALL, Padding.VARIABLE);

    @TempDir
    private Path folder;

    @Test
    void shouldKeepFiguresAsTheyAre() {
        // Given
        RunFigures figures = HandmadeFigures.run(RUN, 100.0 / 3);

        // When
        new RunFiles(folder.resolve("runs"), "plan").write(figures);

        // Then
        assertThat(new RunFiles(folder.resolve("runs"), "plan").read(RUN)).contains(figures);
    }

    @Test
    void shouldHaveNoFiguresOfARunThatWasNotFinished() {
        assertThat(new RunFiles(folder, "plan").read(RUN)).isEmpty();
    }

    @Test
    void shouldRefuseFiguresOfAnotherPlan() {
        // Given
        new RunFiles(folder, "plan").write(HandmadeFigures.run(RUN, 80));

        // Then
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> new RunFiles(folder, "another plan").read(RUN))
                .withMessageContaining("belong to another plan or other data");
    }

    @Test
    void shouldRefuseAFileThatHoldsNoFigures() throws IOException {
        // Given
        Files.writeString(folder.resolve(RUN.fileName()), "{");

        // Then
        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> new RunFiles(folder, "plan").read(RUN))
                .withMessageContaining("cannot be read");
    }
}
