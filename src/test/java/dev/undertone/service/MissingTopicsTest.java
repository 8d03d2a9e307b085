// SPDX-License-Identifier: Apache-2.0
package dev.undertone.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MissingTopicsTest {
    private static final long DOUBT = MissingTopics.DOUBT.toNanos();

    private final List<String> ends = new ArrayList<>();
    private final MissingTopics missing = missing(true);

    @Test
    void shouldDoubtAtFirst() {
        missing.looked("scores", false, 0);
        missing.looked("scores", false, DOUBT - 1);
        assertThat(missing.trouble()).isEmpty();
        assertThat(missing.hasDoubts()).isTrue();

        missing.looked("scores", false, DOUBT);
        assertThat(missing.trouble())
                .contains("the topic scores no longer exists; create it, or restart the scorer, which does");
    }

    @Test
    void shouldNotPromiseWhatAStartDoesNotDo() {
        // Given
        MissingTopics never = missing(false);

        // When
        never.looked("scores", false, 0);
        never.looked("scores", false, DOUBT);

        // Then
        assertThat(never.trouble()).contains("the topic scores no longer exists; create it");
    }

    @Test
    void shouldForgetATopicThatIsThereAgain() {
        missing.looked("scores", false, 0);
        missing.looked("scores", false, DOUBT);
        missing.looked("letters", true, DOUBT);
        missing.looked("scores", true, DOUBT + 1);
        assertThat(missing.trouble()).isEmpty();
        assertThat(missing.hasDoubts()).isFalse();

        missing.looked("scores", false, DOUBT + 2);
        assertThat(missing.trouble()).isEmpty();
    }

    @Test
    void shouldEndTheServiceAfterItsPatience() {
        missing.looked("scores", false, 0);
        missing.looked("scores", false, 3 * DOUBT - 1);
        assertThat(ends).isEmpty();

        missing.looked("scores", false, 3 * DOUBT);
        assertThat(ends)
                .containsExactly("the topic scores no longer exists; create it, or restart the scorer, which does");
    }

    private MissingTopics missing(boolean creates) {
        MissingTopics topics = new MissingTopics(Duration.ofNanos(3 * DOUBT), creates);
        topics.endBy(reason -> ends.add(reason.getMessage()));
        return topics;
    }
}
