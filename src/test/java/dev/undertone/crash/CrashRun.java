// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash;

import dev.undertone.testing.BrokerProcess;
import dev.undertone.testing.Folders;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;

/** Runs a scenario from an empty broker to the verdict. */
final class CrashRun {
    private static final int PARTITIONS = 4;
    private static final int SCORERS = 2;
    private static final String GROUP = "undertone";
    private static final String DEAD_LETTERS = "rejected-reviews";

    private final Scenario scenario;
    private final Path folder;

    /** @param folder for the broker's data and what the processes print */
    CrashRun(Scenario scenario, Path folder) {
        this.scenario = scenario;
        this.folder = folder;
    }

    /** Nothing where the broker itself broke a transaction, see {@link BrokerProcess#hasSkippedMarkers}. */
    Optional<ScenarioResult> verdict() throws IOException, ExecutionException, InterruptedException {
        long start = System.nanoTime();
        Random random = new Random(scenario.seed());
        // A run with the seed of an earlier one finds nothing of it.
        Folders.empty(folder);
        try (BrokerProcess broker = BrokerProcess.start(folder, random);
                Kafka kafka = new Kafka(broker.bootstrapServers());
                Fleet fleet = new Fleet(
                        scenario.application(),
                        settings(broker.bootstrapServers()),
                        folder,
                        new Random(random.nextLong()))) {
            try {
                return Optional.of(verdict(broker, kafka, fleet, random, start));
            } catch (AssertionError | ConditionTimeoutException e) {
                if (broker.hasSkippedMarkers()) {
                    return Optional.empty();
                }
                throw e;
            }
        }
    }

    private ScenarioResult verdict(BrokerProcess broker, Kafka kafka, Fleet fleet, Random random, long start)
            throws ExecutionException, InterruptedException {
        Scenario.Inputs inputs = scenario.inputs();
        kafka.createTopics(inputs.topics, PARTITIONS);
        kafka.createTopics(inputs.outputs, PARTITIONS);
        kafka.createTopics(List.of(DEAD_LETTERS), PARTITIONS);
        kafka.configureGroup(GROUP, scenario.protocol().groupSettings());
        for (int i = 0; i < SCORERS; i++) {
            fleet.add();
        }
        fleet.awaitAllReady();
        BitSet acknowledged;
        Damage damage;
        try (Publisher publisher = Publisher.start(broker.bootstrapServers(), inputs.topics, scenario.perSecond())) {
            damage = new Storm(scenario, broker, fleet, publisher, random).rage();
            acknowledged = publisher.end();
        }
        for (String topic : inputs.topics) {
            kafka.drain(GROUP, topic, fleet::heal);
        }
        fleet.allLeave();
        CrashFindings findings = audit(kafka, inputs, acknowledged);
        Generations generations = new Generations();
        kafka.readAll(Generations.TOPIC, generations::add);
        if (broker.hasSkippedMarkers()) {
            throw new AssertionError("the broker left a transaction without its end");
        }
        return new ScenarioResult(
                scenario,
                findings,
                damage,
                generations.latest(),
                fleet.uncleanEnds(),
                fleet.falls(),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    }

    private static CrashFindings audit(Kafka kafka, Scenario.Inputs inputs, BitSet acknowledged)
            throws ExecutionException, InterruptedException {
        Audit audit = new Audit();
        for (String topic : inputs.topics) {
            kafka.readAll(topic, audit::addInput);
        }
        for (String topic : inputs.outputs) {
            kafka.readAll(topic, audit::addScore);
        }
        kafka.readAll(DEAD_LETTERS, audit::addDeadLetter);
        return audit.findings(acknowledged);
    }

    private Map<String, String> settings(String bootstrapServers) {
        Map<String, String> settings = new HashMap<>(scenario.protocol().clientSettings());
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("application.id", GROUP);
        settings.put("input.topic", scenario.inputs().input);
        settings.put("output.topic", scenario.inputs().output);
        settings.put("errors.dead.letter.queue.topic.name", DEAD_LETTERS);
        settings.put("processing.guarantee", scenario.guarantee());
        settings.put("model.path", TinyModel.writeTo(folder.resolve("model")).toString());
        settings.put("http.port", "-1");
        settings.put("kafka.group.protocol", scenario.protocol().toString());
        // Reviews must wait for longer than a commit is away, or even the naive way would seldom lose one.
        settings.put("batch.linger.ms", "200");
        settings.put("batch.max.size", "64");
        // A killed scorer's transaction ends soon after.
        settings.put("kafka.producer.transaction.timeout.ms", "4000");
        if (scenario.application() == CrashedScorer.NAIVE) {
            // Kafka Streams' own default under exactly once: it commits while reviews wait.
            settings.put("kafka.commit.interval.ms", "100");
        }
        return settings;
    }
}
