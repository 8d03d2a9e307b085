// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.review.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MixturesTest {
    private static final Pattern PAIR =
            Pattern.compile("(good|bad) \\d+(, but | but |\\. However, |\\. Still, |\\. |, and |; )(good|bad) \\d+");

    private record Pair(String first, String joint, String second, Target target) {
        boolean isAgainst() {
            return joint.matches(".*(but|However|Still).*");
        }

        boolean isOfAKind() {
            return first.equals(second);
        }
    }

    @Test
    void whatFollowsABut_decides() {
        assertThat(made(pair -> pair.isAgainst() && !pair.isOfAKind()))
                .hasSizeGreaterThan(20)
                .allSatisfy(pair -> assertThat(pair.target())
                        .isEqualTo(Target.polar(pair.second().equals("good") ? 1 : 0)));
    }

    @Test
    void praiseAndBlameSideBySide_takeNoSide() {
        assertThat(made(pair -> !pair.isAgainst() && !pair.isOfAKind()))
                .hasSizeGreaterThan(20)
                .allSatisfy(pair -> assertThat(pair.target()).isEqualTo(Target.of(Label.NEUTRAL)));
    }

    @Test
    void twoOfAKind_stayWhatTheyAre() {
        assertThat(made(Pair::isOfAKind))
                .hasSizeGreaterThan(20)
                .allSatisfy(pair -> assertThat(pair.target())
                        .isEqualTo(Target.of(pair.first().equals("good") ? Label.POSITIVE : Label.NEGATIVE)));
    }

    private static List<Pair> made(Predicate<Pair> kind) {
        LabelledTexts made = Mixtures.of(texts(200), 0.5, new Random(1));
        return IntStream.range(0, made.size())
                .mapToObj(i -> pair(made.texts().get(i), made.targets().get(i)))
                .filter(kind)
                .toList();
    }

    private static Pair pair(String text, Target target) {
        Matcher pair = PAIR.matcher(text);
        assertThat(pair.matches()).as(text).isTrue();
        return new Pair(pair.group(1), pair.group(2), pair.group(3), target);
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
