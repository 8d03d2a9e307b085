// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.train.TrainingWork;
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
        // When: a tenth of it is done in four minutes.
        now.set(TimeUnit.SECONDS.toNanos(59));
        assertThat(estimate.learned(WORK.networks() / 20)).isEmpty();
        now.set(TimeUnit.SECONDS.toNanos(240));

        // Then
        assertThat(estimate.learned(WORK.networks() / 20)).hasValue("All of it will take about 40 minutes here");
        assertThat(estimate.learned(WORK.networks() / 20)).isEmpty();
    }

    @Test
    void shouldCountHoursWhereThereAreMany() {
        assertThat(new TrainingEstimate(new TrainingWork(11_500L * 3_600 * 3, 0, 0), now::get).atFirst())
                .contains("about 3.0 hours");
    }
}
