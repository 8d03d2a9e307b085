// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AwaitedOutputsTest {
    private final AwaitedOutputs awaited = new AwaitedOutputs(true);

    @Test
    void shouldWaitForTheOutputOfATopicUntilItIsThere() {
        assertThat(awaited.areThereFor("a")).isFalse();
        assertThat(awaited.inputs()).containsExactly("a");
        assertThat(awaited.trouble()).as("for a moment").isEmpty();

        awaited.isThereFor("a");

        assertThat(awaited.areThereFor("a")).isTrue();
        assertThat(awaited.inputs()).isEmpty();
    }

    @Test
    void shouldSayWhyItWaits() {
        awaited.areThereFor("a");
        awaited.isMissingFor("a", "there is no topic scored-a");
        awaited.areThereFor("a");
        assertThat(awaited.trouble()).contains("there is no topic scored-a");

        awaited.forget("a");
        assertThat(awaited.trouble()).isEmpty();
        awaited.isMissingFor("a", "nobody asks any more");
        assertThat(awaited.trouble()).isEmpty();
    }

    @Test
    void shouldWaitForNothingWhereAllIsThereFromTheStart() {
        AwaitedOutputs none = new AwaitedOutputs(false);

        assertThat(none.isAnyToCome()).isFalse();
        assertThat(none.areThereFor("a")).isTrue();
        assertThat(none.inputs()).isEmpty();
    }
}
