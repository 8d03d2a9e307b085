// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.review.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MixturesTest {
    private static final Pattern PAIR = Pattern.compile(
            "(good|bad) \\d+(, but | but |\\. However, |\\. Still, " + "|\\. |, and |; )(good|bad) \\d+");

    @Test
    void whatFollowsABut_decides() {
        LabelledTexts made = Mixtures.of(texts(200), 0.5, new Random(1));

        int decided = 0;
        for (int i = 0; i < made.size(); i++) {
            Matcher pair = pair(made.texts().get(i));
            boolean against = pair.group(2).matches(".*(but|However|Still).*");
            if (against && !pair.group(1).equals(pair.group(3))) {
                decided++;
                assertThat(made.targets().get(i))
                        .isEqualTo(Target.polar(pair.group(3).equals("good") ? 1 : 0));
            }
        }
        assertThat(decided).isGreaterThan(20);
    }

    @Test
    void praiseAndBlameSideBySide_takeNoSide() {
        LabelledTexts made = Mixtures.of(texts(200), 0.5, new Random(1));

        int neutral = 0;
        for (int i = 0; i < made.size(); i++) {
            Matcher pair = pair(made.texts().get(i));
            boolean against = pair.group(2).matches(".*(but|However|Still).*");
            if (!against && !pair.group(1).equals(pair.group(3))) {
                neutral++;
                assertThat(made.targets().get(i)).isEqualTo(Target.of(Label.NEUTRAL));
            }
        }
        assertThat(neutral).isGreaterThan(20);
    }

    @Test
    void twoOfAKind_stayWhatTheyAre() {
        LabelledTexts made = Mixtures.of(texts(200), 0.5, new Random(1));

        int alike = 0;
        for (int i = 0; i < made.size(); i++) {
            Matcher pair = pair(made.texts().get(i));
            if (pair.group(1).equals(pair.group(3))) {
                alike++;
                assertThat(made.targets().get(i))
                        .isEqualTo(Target.of(pair.group(1).equals("good") ? Label.POSITIVE : Label.NEGATIVE));
            }
        }
        assertThat(alike).isGreaterThan(20);
    }

    private static Matcher pair(String text) {
        Matcher pair = PAIR.matcher(text);
        assertThat(pair.matches()).as(text).isTrue();
        return pair;
    }

    private static LabelledTexts texts(int each) {
        List<String> texts = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            texts.add("good " + i);
            targets.add(Target.of(Label.POSITIVE));
            texts.add("bad " + i);
            targets.add(Target.of(Label.NEGATIVE));
        }
        return new LabelledTexts(texts, targets);
    }
}
