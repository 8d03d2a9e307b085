// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash.cluster;

import static dev.undertone.crash.cluster.ClusterEvent.ALL_BROKERS_KILLED;
import static dev.undertone.crash.cluster.ClusterEvent.BROKER_CUT_OFF;
import static dev.undertone.crash.cluster.ClusterEvent.BROKER_FROZEN;
import static dev.undertone.crash.cluster.ClusterEvent.BROKER_KILLED;
import static dev.undertone.crash.cluster.ClusterEvent.BROKER_RESTARTED;
import static dev.undertone.crash.cluster.ClusterEvent.SCORER_KILLED;
import static dev.undertone.crash.cluster.ClusterEvent.SCORER_RESTARTED;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.undertone.crash.GroupProtocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Whether every review gets its outcome on a cluster as production has it, brokers' deaths included, and how soon after
 * each event none is late. The scorers have their default settings. Part of no build yet, but run when asked for:
 *
 * <pre>mvn verify -Dit.test=ClusterIT -Dcluster.form=short</pre>
 *
 * <p>{@code -Dcrash.seed=N} repeats what happened, {@code -Dcluster.rounds=N} says how often the long form has each
 * event, {@code -Dcluster.rate=N} how many reviews come a second, {@code -Dcluster.events=BROKER_FROZEN,BROKER_CUT_OFF}
 * chooses some, and {@code -Dcluster.set=kafka.request.timeout.ms=5000} tries other settings of the scorers. The report
 * is also in {@code target/cluster/report.md}, beside what each process printed.
 */
@EnabledByClusterForm
class ClusterIT {
    private static final boolean LONG = System.getProperty("cluster.form", "").equals("long");
    private static final long SEED = Long.getLong("crash.seed", System.currentTimeMillis() % 1_000_000);
    private static final int ROUNDS = Integer.getInteger("cluster.rounds", 5);
    private static final int RATE = Integer.getInteger("cluster.rate", LONG ? 500 : 300);
    /** In place of those of the form, by their names. */
    private static final String EVENTS = System.getProperty("cluster.events", "");

    private static final Path FOLDER = Path.of("target", "cluster").toAbsolutePath();
    private static final Path REPORT = FOLDER.resolve("report.md");

    private static Level levelBefore;

    @BeforeAll
    static void prepare() throws IOException {
        levelBefore = clientLogger().getLevel();
        // A broker that is away is what this is about, not worth a warning a second.
        clientLogger().setLevel(Level.ERROR);
        Files.createDirectories(FOLDER);
        Files.deleteIfExists(REPORT);
    }

    @AfterAll
    static void restore() {
        clientLogger().setLevel(levelBefore);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void shouldGiveEveryReviewItsOutcomeOnThreeBrokers(ClusterRun.Plan plan) throws Exception {
        // When
        ClusterVerdict verdict =
                new ClusterRun(plan, FOLDER.resolve(plan.guarantee() + "-" + plan.protocol())).verdict();

        // Then
        verdict.report(REPORT);
        verdict.requireGood();
    }

    static Stream<ClusterRun.Plan> plans() {
        if (!EVENTS.isEmpty()) {
            List<ClusterEvent> chosen =
                    Arrays.stream(EVENTS.split(",")).map(ClusterEvent::valueOf).toList();
            return Stream.of(plan("exactly_once_v2", GroupProtocol.CLASSIC, chosen, Duration.ofSeconds(25)));
        }
        if (!LONG) {
            return Stream.of(plan(
                    "exactly_once_v2",
                    GroupProtocol.CLASSIC,
                    List.of(BROKER_RESTARTED, SCORER_KILLED, BROKER_KILLED, ALL_BROKERS_KILLED),
                    Duration.ofSeconds(8)));
        }
        List<ClusterRun.Plan> plans = new ArrayList<>();
        for (String guarantee : List.of("exactly_once_v2", "at_least_once")) {
            for (GroupProtocol protocol : GroupProtocol.values()) {
                List<ClusterEvent> events = new ArrayList<>();
                for (int i = 0; i < ROUNDS; i++) {
                    events.addAll(List.of(
                            BROKER_RESTARTED,
                            BROKER_KILLED,
                            BROKER_FROZEN,
                            SCORER_KILLED,
                            BROKER_CUT_OFF,
                            SCORER_RESTARTED,
                            ALL_BROKERS_KILLED));
                }
                Collections.shuffle(events, new Random(SEED));
                plans.add(plan(guarantee, protocol, events, Duration.ofSeconds(25)));
            }
        }
        return plans.stream();
    }

    private static ClusterRun.Plan plan(
            String guarantee, GroupProtocol protocol, List<ClusterEvent> events, Duration away) {
        return new ClusterRun.Plan(guarantee, protocol, 3, RATE, events, away, SEED);
    }

    private static Logger clientLogger() {
        return (Logger) LoggerFactory.getLogger("org.apache.kafka");
    }
}
