// SPDX-License-Identifier: Apache-2.0
package dev.undertone.metrics;

import dev.undertone.testing.GeneratedDocument;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsReferenceTest {
    @Test
    void shouldBeWhatTheCodePrints() throws IOException {
        GeneratedDocument.assertUpToDate(Path.of("docs", "metrics.md"), MetricsReference.markdown(), getClass());
    }
}
