// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.report;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to measure.
 *
 * @param home the folder of the distribution, whose launcher starts the processes
 * @param settings of the scorer, by key; topics, application id, address and HTTP port are the bench's own
 * @param bootstrapServers a broker to use; without one the bench starts one in a process of its own
 * @param events what is published, as many times over as it takes
 * @param eventsName what they are, for the report
 * @param reviews that count in each run
 * @param warmUp how long a contender is to work, at the speed of the ceiling, before they do: until then its code
 *     is compiled
 * @param partitions of the topics
 * @param instances of the service that share the work, each a process of its own
 * @param contenders in the order of their runs
 * @param rounds how often the whole is repeated
 * @param latency how long to measure the service at half of its top rate; zero for not at all
 */
public record BenchPlan(
        Path home,
        Map<String, String> settings,
        Optional<String> bootstrapServers,
        Iterable<byte[]> events,
        String eventsName,
        int reviews,
        Duration warmUp,
        int partitions,
        int instances,
        List<Contender> contenders,
        int rounds,
        Duration latency) {
    public BenchPlan {
        settings = Map.copyOf(settings);
        contenders = List.copyOf(contenders);
        require(reviews >= 100, "a run takes at least 100 reviews");
        require(!warmUp.isNegative(), "the warm-up cannot take a negative time");
        require(partitions >= 1, "the topics need at least 1 partition");
        require(instances >= 1, "there must be at least 1 instance");
        require(rounds >= 1, "there must be at least 1 round");
        require(!contenders.isEmpty(), "there must be something to measure");
        require(!latency.isNegative(), "the latency cannot be measured for a negative time");
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
