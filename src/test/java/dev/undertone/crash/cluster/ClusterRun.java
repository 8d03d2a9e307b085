// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash.cluster;

import dev.undertone.crash.Audit;
import dev.undertone.crash.CrashFindings;
import dev.undertone.crash.CrashedScorer;
import dev.undertone.crash.Fleet;
import dev.undertone.crash.Generations;
import dev.undertone.crash.GroupProtocol;
import dev.undertone.crash.Kafka;
import dev.undertone.crash.Publisher;
import dev.undertone.testing.Folders;
import dev.undertone.testing.TinyModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/** Runs events on a cluster of three brokers with two scorers, from empty topics to the verdict. */
final class ClusterRun {
    private static final int PARTITIONS = 6;
    private static final int SCORERS = 2;
    private static final String GROUP = "undertone";
    private static final String INPUT = "reviews";
    private static final List<String> OUTCOMES = List.of("scored-reviews", "rejected-reviews");

    /** A machine that is busy with other things may never come to rest: what is said of it then shows. */
    private static final long REST_WITHIN_MILLIS = 90_000;

    /** No late review for so long, and the next event may come. */
    private static final long CALM_MILLIS = 4_000;

    private final Plan plan;
    private final Path folder;
    private final Random random;
    private final List<Happening> happenings = new ArrayList<>();

    /**
     * What is run.
     *
     * @param perSecond how many reviews are published, evenly
     * @param events in their order; between them all comes to rest
     * @param away how long a broker is away or stands still
     */
    record Plan(
            String guarantee,
            GroupProtocol protocol,
            int perSecond,
            List<ClusterEvent> events,
            Duration away,
            long seed) {
        @Override
        public String toString() {
            return guarantee + " " + protocol + ", " + events.size() + " events, seed " + seed;
        }
    }

    /** What happened, when, and what came of it. */
    record Happening(ClusterEvent event, Lateness.Recovery recovery) {}

    /** @param rebalances generations of the group */
    record Verdict(
            Plan plan,
            CrashFindings findings,
            List<Happening> happenings,
            int rebalances,
            List<String> uncleanEnds,
            List<String> falls,
            boolean brokenByBrokers) {}

    /** @param folder for the brokers' data and what all processes print */
    ClusterRun(Plan plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
        this.random = new Random(plan.seed());
    }

    Verdict verdict() throws Exception {
        Folders.empty(folder);
        try (BrokerCluster cluster = BrokerCluster.start(folder, random);
                Kafka kafka = new Kafka(cluster.bootstrapServers());
                Fleet fleet =
                        new Fleet(CrashedScorer.UNDERTONE, settings(cluster.bootstrapServers()), folder, random)) {
            List<String> topics = new ArrayList<>(OUTCOMES);
            topics.add(INPUT);
            kafka.createTopics(topics, PARTITIONS);
            for (int i = 0; i < SCORERS; i++) {
                fleet.add();
            }
            fleet.awaitAllReady();
            BitSet acknowledged;
            try (Publisher publisher = Publisher.start(cluster.bootstrapServers(), INPUT, plan.perSecond());
                    Lateness lateness = Lateness.start(cluster.bootstrapServers(), OUTCOMES)) {
                for (ClusterEvent event : plan.events()) {
                    rest(Duration.ofMillis(1_000 + random.nextInt(2_000)));
                    long from = System.currentTimeMillis();
                    happen(event, cluster, fleet);
                    cluster.awaitAll();
                    fleet.heal();
                    fleet.awaitAllReady();
                    awaitCalm(lateness);
                    happenings.add(new Happening(event, lateness.between(from, System.currentTimeMillis())));
                }
                acknowledged = publisher.end();
                kafka.drain(GROUP, INPUT, fleet::heal);
            }
            fleet.allLeave();
            Audit audit = new Audit();
            kafka.readAll(INPUT, audit::addInput);
            kafka.readAll(OUTCOMES.get(0), audit::addScore);
            kafka.readAll(OUTCOMES.get(1), audit::addDeadLetter);
            Generations generations = new Generations();
            kafka.readAll(Generations.TOPIC, generations::add);
            return new Verdict(
                    plan,
                    audit.findings(acknowledged),
                    happenings,
                    generations.latest(),
                    fleet.uncleanEnds(),
                    fleet.falls(),
                    cluster.hasSkippedMarkers());
        }
    }

    private void happen(ClusterEvent event, BrokerCluster cluster, Fleet fleet) {
        BrokerNode node = cluster.nodes().get(random.nextInt(cluster.nodes().size()));
        switch (event) {
            case SCORER_KILLED -> {
                fleet.kill(fleet.any());
                rest(Duration.ofSeconds(1));
                fleet.add();
            }
            case SCORER_RESTARTED -> {
                fleet.leave(fleet.any());
                fleet.add();
            }
            case BROKER_RESTARTED -> {
                node.stop();
                node.start();
            }
            case BROKER_KILLED -> {
                node.kill();
                rest(plan.away());
                node.start();
            }
            case BROKER_FROZEN -> {
                node.freeze();
                rest(plan.away());
                node.thaw();
            }
            case ALL_BROKERS_KILLED -> {
                cluster.nodes().forEach(BrokerNode::kill);
                cluster.nodes().forEach(BrokerNode::start);
            }
        }
    }

    private static void awaitCalm(Lateness lateness) {
        long start = System.currentTimeMillis();
        Awaitility.await("reviews in time again").forever().until(() -> {
            long waited = System.currentTimeMillis() - start;
            return waited > REST_WITHIN_MILLIS || (waited > CALM_MILLIS && lateness.isCalm(CALM_MILLIS));
        });
    }

    /** The moment at which something happens is the test's input: there is no condition to wait for. */
    private static void rest(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private Map<String, String> settings(String bootstrapServers) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("application.id", GROUP);
        settings.put("processing.guarantee", plan.guarantee());
        settings.put("model.path", TinyModel.writeTo(folder.resolve("model")).toString());
        settings.put("http.port", "-1");
        settings.put("kafka.group.protocol", plan.protocol().toString());
        return settings;
    }
}
