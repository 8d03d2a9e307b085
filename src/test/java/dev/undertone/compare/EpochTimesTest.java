// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.train.fit.EpochRecord;
import dev.undertone.train.fit.TrainingObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EpochTimesTest {
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> heard = new ArrayList<>();
    private final EpochTimes times = new EpochTimes(nanos::get, new TrainingObserver() {
        @Override
        public void stepped(int reviews, long tokens) {
            heard.add("stepped " + reviews);
        }
    });

    @Test
    void shouldCountFromTheStartOfAnEpochToItsLastStep() {
        // Given
        nanos.set(5_000_000_000L);
        times.epochStarted(1, 2, 200);
        nanos.set(6_000_000_000L);
        times.stepped(128, 0);
        nanos.set(7_500_000_000L);
        times.stepped(72, 0);
        nanos.set(9_000_000_000L);

        // When
        times.epochFinished(new EpochRecord(1, 0.7, 0.6, 0.8, 4), true);

        // Then
        assertThat(times.epochs()).containsExactly(new RunFigures.Epoch(0.7, 0.6, 0.8, 2.5));
        assertThat(heard).containsExactly("stepped 128", "stepped 72");
    }
}
