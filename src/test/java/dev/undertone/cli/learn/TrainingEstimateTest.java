// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.train.fit.TrainingWork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TrainingEstimateTest {
    private static final TrainingWork WORK = new TrainingWork(0, 0, 85_000L * 1_200);

    private final AtomicLong now = new AtomicLong();
    private final TrainingEstimate estimate = new TrainingEstimate(WORK, now::get);

    @Test
    void shouldSayAtFirstWhatItTakesElsewhere() {
        assertThat(estimate.atFirst()).startsWith("All of it takes about 20 minutes on one recent core");
    }

    @Test
    void shouldSayOnceAfterAMinuteWhatItTakesHere() {
        // When: 15 steps of four seconds, each a six hundredth of it, after ten minutes of something else.
        now.set(TimeUnit.MINUTES.toNanos(10));
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            estimate.learned(WORK.networks() / 600).ifPresent(said::add);
            now.addAndGet(TimeUnit.SECONDS.toNanos(4));
        }

        // Then: the first step's time is not known.
        assertThat(said).containsExactly("All of it will take about 38 minutes here");
    }

    @Test
    void shouldCountHoursWhereThereAreMany() {
        assertThat(new TrainingEstimate(new TrainingWork(11_500L * 3_600 * 3, 0, 0), now::get).atFirst())
                .contains("about 3.0 hours");
    }
}
