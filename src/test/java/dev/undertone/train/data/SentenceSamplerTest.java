// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentenceSamplerTest {
    private static final String REVIEW =
            "Not good.<br /><br />I wanted to like it, for the first hour at least, but it went on and"
                    + " on until nobody in the room cared any more. Skip it!";

    @Test
    void shouldDrawShortSentences() {
        assertThat(new SentenceSampler(5, SentenceSampler.SHORT).of(REVIEW))
                .containsExactlyInAnyOrder("Not good.", "Skip it!");
    }

    @Test
    void shouldDrawNoMoreThanAskedFor() {
        assertThat(new SentenceSampler(1, SentenceSampler.SHORT).of(REVIEW))
                .hasSize(1)
                .isSubsetOf("Not good.", "Skip it!");
        assertThat(new SentenceSampler(0, SentenceSampler.SHORT).of(REVIEW)).isEmpty();
    }

    @Test
    void shouldDrawNothingFromATextWithoutWords() {
        assertThat(new SentenceSampler(1, SentenceSampler.SHORT).of(" \n ")).isEmpty();
    }

    @Test
    void shouldDrawLongerSentencesWhereEachIsLabelledByItself() {
        assertThat(new SentenceSampler(5, SentenceSampler.LONG).of(REVIEW))
                .hasSize(3)
                .contains("Not good.", "Skip it!");
    }

    @Test
    void shouldNotDrawATextThatIsOneSentence() {
        assertThat(new SentenceSampler(5, SentenceSampler.SHORT).of(" Not good. "))
                .isEmpty();
    }

    @Test
    void shouldDrawTheSameFromTheSameText() {
        assertThat(new SentenceSampler(1, SentenceSampler.LONG).of(REVIEW))
                .isEqualTo(new SentenceSampler(1, SentenceSampler.LONG).of(REVIEW));
    }

    @Test
    void shouldSplitChineseToo() {
        assertThat(new SentenceSampler(5, SentenceSampler.SHORT).of("很好看。我喜欢！"))
                .containsExactlyInAnyOrder("很好看。", "我喜欢！");
    }
}
