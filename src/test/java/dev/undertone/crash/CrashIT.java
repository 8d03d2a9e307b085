// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash;

import static dev.undertone.crash.Disturbance.BROKER_FREEZE;
import static dev.undertone.crash.Disturbance.BROKER_RESTART;
import static dev.undertone.crash.Disturbance.FREEZE;
import static dev.undertone.crash.Disturbance.KILL;
import static dev.undertone.crash.Disturbance.RESTART;
import static dev.undertone.crash.Disturbance.VISIT;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Whether every published review gets its outcome, whatever happens to the processes. The short form, in some four
 * minutes, is part of every build. The long form takes more than half an hour for both guarantees and both
 * group protocols:
 *
 * <pre>mvn verify -Dit.test=CrashIT -Dcrash.form=long</pre>
 *
 * <p>What happens, in which order and when, comes from a seed that the table shows; {@code -Dcrash.seed=N} sets it. The
 * table is also in {@code target/crash/report.md}, beside what each process printed.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals to send")
class CrashIT {
    private static final String AT_LEAST_ONCE = "at_least_once";
    private static final String EXACTLY_ONCE = "exactly_once_v2";

    private static final boolean LONG =
            System.getProperty("crash.form", "short").equals("long");
    private static final long SEED = Long.getLong("crash.seed", System.currentTimeMillis() % 1_000_000);
    private static final int MOST_TRIES = 3;
    private static final Path FOLDER = Path.of("target", "crash").toAbsolutePath();

    private static Level levelBefore;
    private static Report report;
    private static int runs;

    @BeforeAll
    static void prepare() {
        levelBefore = clientLogger().getLevel();
        // A broker that is away is what this is about, not worth a warning a second.
        clientLogger().setLevel(Level.ERROR);
        report = new Report(FOLDER.resolve("report.md"));
    }

    @AfterAll
    static void sumUp() {
        report.sumUp();
        clientLogger().setLevel(levelBefore);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("storms")
    void shouldGiveEveryReviewItsOutcomeThroughAStorm(Scenario scenario) throws Exception {
        // When
        ScenarioResult verdict = run(scenario);

        // Then
        assertThat(verdict.findings().lost()).as("lost").isZero();
        if (scenario.isExactlyOnce()) {
            assertThat(verdict.findings().duplicated()).as("duplicated").isZero();
        }
        assertSound(verdict);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calms")
    void shouldKeepTheOrderWhereNothingFails(Scenario scenario) throws Exception {
        // When
        ScenarioResult verdict = run(scenario);

        // Then
        assertThat(verdict.findings().lost()).as("lost").isZero();
        assertThat(verdict.findings().duplicated()).as("duplicated").isZero();
        assertThat(verdict.findings().outOfOrder()).as("out of order").isZero();
        assertSound(verdict);
    }

    @Test
    void shouldNoticeThatTheNaiveWayLosesReviews() throws Exception {
        // Given
        Scenario scenario = new Scenario(
                CrashedScorer.NAIVE,
                EXACTLY_ONCE,
                GroupProtocol.CLASSIC,
                LONG ? 12_000 : 3_000,
                250,
                LONG ? Map.of(KILL, 6, VISIT, 4, RESTART, 2) : Map.of(KILL, 3, VISIT, 1, RESTART, 1),
                SEED);

        // When
        ScenarioResult verdict = run(scenario);
        for (int tries = 1; verdict.findings().lost() == 0 && tries < MOST_TRIES; tries++) {
            // On a busy machine every kill can meet an empty buffer.
            verdict = run(scenario.withSeed(SEED + (long) tries * MOST_TRIES));
        }

        // Then
        assertThat(verdict.findings().lost()).as("lost").isPositive();
    }

    static Stream<Scenario> storms() {
        List<Scenario> scenarios = new ArrayList<>();
        if (LONG) {
            Map<Disturbance, Integer> disturbances =
                    Map.of(KILL, 25, VISIT, 6, RESTART, 4, FREEZE, 2, BROKER_RESTART, 6, BROKER_FREEZE, 2);
            for (String guarantee : List.of(AT_LEAST_ONCE, EXACTLY_ONCE)) {
                for (GroupProtocol protocol : GroupProtocol.values()) {
                    scenarios.add(storm(guarantee, protocol, 100_000, disturbances));
                }
                for (Scenario.Inputs inputs : List.of(Scenario.Inputs.LIST, Scenario.Inputs.PATTERN)) {
                    scenarios.add(storm(guarantee, GroupProtocol.CLASSIC, 20_000, Map.of(KILL, 6, VISIT, 2, RESTART, 2))
                            .reading(inputs));
                }
            }
        } else {
            // Transactions and a broker that comes back are for the long form: a run in four is spoilt by the
            // broker itself.
            scenarios.add(storm(
                    EXACTLY_ONCE,
                    GroupProtocol.CLASSIC,
                    8_000,
                    Map.of(KILL, 3, VISIT, 1, RESTART, 1, BROKER_FREEZE, 1)));
            scenarios.add(storm(AT_LEAST_ONCE, GroupProtocol.CLASSIC, 4_000, Map.of(KILL, 2, BROKER_RESTART, 2)));
            scenarios.add(storm(EXACTLY_ONCE, GroupProtocol.STREAMS, 4_000, Map.of(KILL, 2, RESTART, 1)));
            scenarios.add(storm(EXACTLY_ONCE, GroupProtocol.CLASSIC, 2_000, Map.of(KILL, 2))
                    .reading(Scenario.Inputs.LIST));
            scenarios.add(storm(EXACTLY_ONCE, GroupProtocol.CLASSIC, 2_000, Map.of(KILL, 2))
                    .reading(Scenario.Inputs.PATTERN));
        }
        return scenarios.stream();
    }

    static Stream<Scenario> calms() {
        List<Scenario> scenarios = new ArrayList<>();
        for (String guarantee : LONG ? List.of(AT_LEAST_ONCE, EXACTLY_ONCE) : List.of(EXACTLY_ONCE)) {
            for (GroupProtocol protocol : LONG ? List.of(GroupProtocol.values()) : List.of(GroupProtocol.CLASSIC)) {
                scenarios.add(new Scenario(
                        CrashedScorer.UNDERTONE, guarantee, protocol, LONG ? 10_000 : 2_000, 500, Map.of(), SEED));
            }
        }
        return scenarios.stream();
    }

    private static Scenario storm(
            String guarantee, GroupProtocol protocol, int reviews, Map<Disturbance, Integer> disturbances) {
        return new Scenario(CrashedScorer.UNDERTONE, guarantee, protocol, reviews, 250, disturbances, SEED);
    }

    /** Runs the scenario again, from other seeds, where the broker spoilt it. */
    private static ScenarioResult run(Scenario scenario) throws Exception {
        Scenario tried = scenario;
        for (int i = 0; i < MOST_TRIES; i++) {
            runs++;
            Optional<ScenarioResult> verdict = new CrashRun(tried, FOLDER.resolve(tried.seed() + "-" + runs)).verdict();
            if (verdict.isPresent()) {
                report.add(verdict.get());
                return verdict.get();
            }
            report.addSpoilt(tried);
            tried = tried.withSeed(tried.seed() + 1);
        }
        throw new AssertionError("the broker left transactions without an end in each of " + MOST_TRIES + " runs");
    }

    private static void assertSound(ScenarioResult verdict) {
        assertThat(verdict.findings().wrong()).as("wrong").isZero();
        assertThat(verdict.findings().forgotten()).as("forgotten by the broker").isZero();
        assertThat(verdict.uncleanEnds()).isEmpty();
        assertThat(verdict.rebalances()).isPositive();
    }

    private static Logger clientLogger() {
        return (Logger) LoggerFactory.getLogger("org.apache.kafka");
    }
}
