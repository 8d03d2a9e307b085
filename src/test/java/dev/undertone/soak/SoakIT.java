// SPDX-License-Identifier: Apache-2.0
package dev.undertone.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Whether a scorer stays what it was over days, shown in small: one that lives through swapped models, poison, bursts
 * and the sudden ends of its neighbour. Only where it is asked for:
 *
 * <pre>mvn verify -Dit.test=SoakIT -Dsoak.minutes=60</pre>
 *
 * <p>What happens comes from a seed that is printed; {@code -Dsoak.seed=N} sets it. The result is in
 * {@code target/soak.md} and {@code target/soak.svg}, what the processes printed in {@code target/soak}.
 */
@EnabledIfSystemProperty(
        named = "soak.minutes",
        matches = ".+",
        disabledReason = "a soak takes its time: ask for it with -Dsoak.minutes=60")
@EnabledOnOs(value = OS.LINUX, disabledReason = "/proc says how much memory is resident")
class SoakIT {
    private static final int MOST_TRIES = 3;
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private static SoakResult result;
    private static Path folder;

    @BeforeAll
    static void soak() throws Exception {
        double minutes = Double.parseDouble(System.getProperty("soak.minutes"));
        long seed = Long.getLong("soak.seed", System.currentTimeMillis() % 1_000_000);
        Optional<SoakResult> done = Optional.empty();
        for (int i = 0; done.isEmpty(); i++) {
            if (i == MOST_TRIES) {
                throw new AssertionError("the broker left transactions without an end in each of " + i + " runs");
            }
            Plan plan = Plan.of(Duration.ofMillis((long) (minutes * 60_000)), seed + i);
            folder = TARGET.resolve("soak").resolve(Long.toString(plan.seed()));
            System.out.println(
                    "Soaking for " + plan.length().toSeconds() + " s, seed " + plan.seed() + ", in " + folder);
            done = run(plan);
        }
        result = done.get();
        SoakReport report = new SoakReport(result);
        System.out.println(report.table());
        Files.writeString(TARGET.resolve("soak.md"), report.table());
        Files.writeString(TARGET.resolve("soak.svg"), report.chart());
        if (result.findings().areClean()) {
            Folders.empty(folder.resolve("kafka"));
        }
    }

    private static Optional<SoakResult> run(Plan plan) {
        try {
            return new SoakRun(plan, folder).result();
        } catch (Exception | AssertionError e) {
            throw new AssertionError("the soak with seed " + plan.seed() + " failed, see " + folder, e);
        }
    }

    @Test
    void shouldGiveEveryRecordOneOutcome() {
        SoakFindings findings = result.findings();
        assertThat(findings.lost()).as("lost, see %s", folder).isZero();
        assertThat(findings.duplicated()).as("duplicated, see %s", folder).isZero();
        assertThat(findings.forgotten()).as("forgotten by the broker").isZero();
    }

    @Test
    void shouldGiveEveryRecordTheOutcomeItAsksFor() {
        assertThat(result.findings().wrong()).as("wrong, see %s", folder).isZero();
        assertThat(result.findings().scoredBy()).hasSizeGreaterThan(1);
        assertThat(result.findings().rejected()).isNotEmpty();
    }

    @Test
    void shouldHoldWhatItHeldAfterTheWarmUp() {
        assertThat(result.memory().growth())
                .as("%s, see %s", result.memory(), folder)
                .isLessThan(result.plan().mostGrowth());
    }

    @Test
    void shouldStayLiveThroughout() {
        assertThat(result.notLive())
                .as("looks at which the survivor was not live")
                .isZero();
    }

    @Test
    void shouldHaveTakenUpEverySoundModelAndNoOther() {
        assertThat(result.swaps()).isPositive().isEqualTo(result.countedSwaps());
        assertThat(result.refusals()).isPositive();
    }

    @Test
    void shouldHaveComparedItsShadow() {
        assertThat(result.shadowed()).isPositive();
    }

    @Test
    void shouldHaveLivedThroughKillsAndCleanEnds() {
        assertThat(result.kills()).isPositive();
        assertThat(result.cleanEnds()).isGreaterThan(1);
        assertThat(result.rebalances()).isPositive();
    }
}
