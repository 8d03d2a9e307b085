// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.Distribution;
import dev.undertone.testing.TinyModel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the start script does beyond finding Java. */
class LauncherIT {
    @TempDir
    private Path folder;

    /** ONNX Runtime 1.29 ends the process on a command line of more than 4 KB, unless its telemetry is off. */
    @Test
    void shouldScoreATextThatMakesALongCommandLine() {
        // Given
        TinyModel.writeTo(folder);

        // When
        Distribution.Result scored =
                Distribution.run("score", "--model", folder.toString(), "good film ".repeat(2_000));

        // Then
        assertThat(scored.exitCode()).as(scored.err()).isZero();
        assertThat(scored.lines()).hasSize(1).first().asString().startsWith("positive ");
    }
}
