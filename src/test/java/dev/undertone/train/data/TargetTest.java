// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.review.Label;
import org.junit.jupiter.api.Test;

class TargetTest {
    @Test
    void shouldCountMoreWithoutSayingAnythingElse() {
        assertThat(Target.of(Label.POSITIVE).weighted(2)).isEqualTo(new Target(1, 2, 0, 2));
    }

    @Test
    void shouldNotCountWhatNobodyKnows() {
        assertThat(Target.of(Label.NEUTRAL).weighted(2)).isEqualTo(new Target(0.5f, 0, 1, 2));
        assertThat(Target.of(Label.NEGATIVE).polar().weighted(2)).isEqualTo(new Target(0, 2, 0, 0));
    }
}
