// SPDX-License-Identifier: Apache-2.0
package dev.undertone.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference of all series is what the code says. */
class MetricsReferenceTest {
    private static final Path PAGE = Path.of("docs", "metrics.md");

    @Test
    void shouldBeWhatTheCodePrints() throws IOException {
        // Given
        String printed = MetricsReference.markdown();
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(PAGE, printed);
        }

        // When
        String committed = Files.readString(PAGE);

        // Then
        assertThat(committed)
                .as("docs/metrics.md; 'mvn test -Dtest=MetricsReferenceTest -Dupdate.docs=true' writes it anew")
                .isEqualTo(printed);
    }
}
