// SPDX-License-Identifier: Apache-2.0
package dev.undertone.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.review.RejectReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever finds a reason on a dead letter finds in the documents what to do. */
class DocumentedReasonsTest {
    @ParameterizedTest
    @EnumSource(RejectReason.class)
    void shouldNameEveryReason(RejectReason reason) throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains("`" + reason + "`");
        assertThat(Files.readString(Path.of("docs", "dead-letters.md"))).contains("| `" + reason + "` |");
    }
}
