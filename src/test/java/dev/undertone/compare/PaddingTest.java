// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.text.TokenIds;
import org.junit.jupiter.api.Test;

class PaddingTest {
    @Test
    void shouldFillInFrontUpToTheLimit() {
        assertThat(Padding.FIXED.lay(TokenIds.of(7, 8), 5)).isEqualTo(TokenIds.of(0, 0, 0, 7, 8));
    }

    @Test
    void shouldLeaveAReviewAsLongAsItIs() {
        assertThat(Padding.VARIABLE.lay(TokenIds.of(7, 8), 5)).isEqualTo(TokenIds.of(7, 8));
    }
}
