// SPDX-License-Identifier: Apache-2.0
package dev.undertone.soak;

import dev.undertone.crash.Kafka;
import dev.undertone.testing.MetricsText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Looks at the survivor and at how much waits, again and again. For one thread at a time. */
final class Watch {
    private final Survivor survivor;
    private final Kafka kafka;
    private final long start = System.nanoTime();
    private final List<Sample> samples = new ArrayList<>();
    private long shadowed;
    private long shadowedBySameModel;

    Watch(Survivor survivor, Kafka kafka) {
        this.survivor = survivor;
        this.kafka = kafka;
    }

    /**
     * What was seen at a moment.
     *
     * @param minutes since the beginning
     * @param heapBytes used, garbage included
     * @param live what the health page said
     * @param ready the same
     * @param backlog records that no commit covers yet
     */
    record Sample(double minutes, long residentBytes, long heapBytes, boolean live, boolean ready, long backlog) {}

    void look() throws IOException, InterruptedException, ExecutionException {
        double minutes = (System.nanoTime() - start) / 60e9;
        String metrics = survivor.metrics();
        addShadowed((long) MetricsText.sum(metrics, "undertone_shadow_reviews_total", "agreed\""));
        samples.add(new Sample(
                minutes,
                survivor.residentBytes(),
                (long) MetricsText.sum(metrics, "jvm_memory_used_bytes", "area=\"heap\""),
                survivor.isUp("live"),
                survivor.isUp("ready"),
                kafka.lag(SoakRun.GROUP, SoakRun.INPUT)));
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** How many reviews the shadow has compared at least: what it did between a look and the next swap is not seen. */
    long shadowed() {
        return shadowed;
    }

    /**
     * A swap lets the count begin anew.
     *
     * @param now the count of those that agreed and those that disagreed
     */
    private void addShadowed(long now) {
        shadowed += now < shadowedBySameModel ? now : now - shadowedBySameModel;
        shadowedBySameModel = now;
    }
}
