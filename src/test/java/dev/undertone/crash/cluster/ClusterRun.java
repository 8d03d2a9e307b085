// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash.cluster;

import dev.undertone.crash.Audit;
import dev.undertone.crash.CrashedScorer;
import dev.undertone.crash.Fleet;
import dev.undertone.crash.Generations;
import dev.undertone.crash.GroupProtocol;
import dev.undertone.crash.Kafka;
import dev.undertone.crash.Moments;
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
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Runs events on a cluster of brokers with two scorers, from empty topics to the verdict. */
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

    private static final Duration SLOWNESS = Duration.ofMillis(200);
    private static final Duration SLOW_FOR = Duration.ofSeconds(30);
    private static final Duration STALLED_FOR = Duration.ofSeconds(5);
    private static final int RESETS = 10;
    private static final Duration HALF_OPEN_FOR = Duration.ofSeconds(30);
    private static final Duration SWALLOWED_FOR = Duration.ofSeconds(10);

    /** What is not to be as it is by default, such as {@code kafka.request.timeout.ms=5000}. */
    private static final List<String> OTHERWISE = Stream.of(
                    System.getProperty("cluster.set", "").split(","))
            .filter(setting -> !setting.isEmpty())
            .toList();

    private final Plan plan;
    private final Path folder;
    private final Random random;
    private final List<ClusterVerdict.Happening> happenings = new ArrayList<>();

    /**
     * What is run.
     *
     * @param brokers 1 or 3
     * @param perSecond how many reviews are published, evenly
     * @param events in their order; between them all comes to rest
     * @param away how long a broker is away or stands still
     */
    record Plan(
            String guarantee,
            GroupProtocol protocol,
            int brokers,
            int perSecond,
            List<ClusterEvent> events,
            Duration away,
            long seed) {
        /** Whether scorers go to the brokers by a way on which something may go wrong. */
        boolean hasDetour() {
            return events.stream().anyMatch(ClusterEvent::isOfNetwork);
        }

        @Override
        public String toString() {
            return guarantee + " " + protocol + ", " + events.size() + " events, seed " + seed;
        }
    }

    /** @param folder for the brokers' data and what all processes print */
    ClusterRun(Plan plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
        this.random = new Random(plan.seed());
    }

    ClusterVerdict verdict() throws Exception {
        Folders.empty(folder);
        try (BrokerCluster cluster = BrokerCluster.start(folder, random, plan.brokers());
                Network network = plan.hasDetour() ? cluster.openDetour() : Network.NONE;
                Kafka kafka = new Kafka(cluster.bootstrapServers());
                Fleet fleet = new Fleet(
                        CrashedScorer.UNDERTONE,
                        settings(plan.hasDetour() ? cluster.detour() : cluster.bootstrapServers()),
                        folder,
                        random)) {
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
                    Moments.rest(Duration.ofMillis(1_000 + random.nextInt(2_000)));
                    long from = System.currentTimeMillis();
                    happen(event, cluster, network, kafka, fleet);
                    cluster.awaitAll();
                    fleet.heal();
                    fleet.awaitAllReady();
                    awaitCalm(lateness);
                    happenings.add(
                            new ClusterVerdict.Happening(event, lateness.between(from, System.currentTimeMillis())));
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
            return new ClusterVerdict(
                    plan,
                    audit.findings(acknowledged),
                    happenings,
                    generations.latest(),
                    fleet.uncleanEnds(),
                    fleet.falls(),
                    cluster.hasSkippedMarkers());
        }
    }

    private void happen(ClusterEvent event, BrokerCluster cluster, Network network, Kafka kafka, Fleet fleet)
            throws Exception {
        BrokerNode node = cluster.nodes().get(random.nextInt(cluster.nodes().size()));
        switch (event) {
            case SCORER_KILLED -> {
                fleet.kill(fleet.any());
                Moments.rest(Duration.ofSeconds(1));
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
                Moments.rest(plan.away());
                node.start();
            }
            case BROKER_FROZEN -> {
                node.freeze();
                Moments.rest(plan.away());
                node.thaw();
            }
            case ALL_BROKERS_KILLED -> {
                cluster.nodes().forEach(BrokerNode::kill);
                cluster.nodes().forEach(BrokerNode::start);
            }
            case NETWORK_SLOW ->
                network.during(SLOW_FOR, proxy -> proxy.delay(SLOWNESS), proxy -> proxy.delay(Duration.ZERO));
            case NETWORK_STALLED ->
                network.during(STALLED_FOR, proxy -> proxy.stall(true), proxy -> proxy.stall(false));
            case CONNECTIONS_RESET -> {
                for (int i = 0; i < RESETS; i++) {
                    network.during(STALLED_FOR.dividedBy(RESETS), FaultyProxy::reset, proxy -> {});
                }
            }
            case CONNECTIONS_HALF_OPEN ->
                network.during(HALF_OPEN_FOR, proxy -> proxy.halfOpen(true), proxy -> proxy.halfOpen(false));
            case ANSWERS_SWALLOWED ->
                network.during(SWALLOWED_FOR, proxy -> proxy.swallow(true), proxy -> proxy.swallow(false));
            case BROKER_CUT_OFF -> {
                // One that leads nothing is missed by nobody.
                FaultyProxy proxy = network.to(kafka.leader(INPUT) - 1);
                proxy.cutOff(true);
                Moments.rest(plan.away());
                proxy.cutOff(false);
            }
        }
    }

    private static void awaitCalm(Lateness lateness) {
        long start = System.currentTimeMillis();
        Awaitility.await("reviews in time again").forever().until(() -> {
            long waited = System.currentTimeMillis() - start;
            return waited > REST_WITHIN_MILLIS
                    || (waited > CALM_MILLIS && lateness.isCalm(OUTCOMES.get(0), CALM_MILLIS));
        });
    }

    private Map<String, String> settings(String bootstrapServers) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("application.id", GROUP);
        settings.put("processing.guarantee", plan.guarantee());
        settings.put("model.path", TinyModel.writeTo(folder.resolve("model")).toString());
        settings.put("http.port", "-1");
        settings.put("kafka.group.protocol", plan.protocol().toString());
        for (String setting : OTHERWISE) {
            settings.put(setting.split("=")[0], setting.split("=")[1]);
        }
        return settings;
    }
}
