// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.overload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.crash.Audit;
import dev.undertone.crash.CrashFindings;
import dev.undertone.crash.Kafka;
import dev.undertone.crash.Publisher;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.ResidentMemory;
import dev.undertone.testing.TestBroker;
import dev.undertone.testing.TinyModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * More reviews than the scorer can do: three times its top rate, and very many at once after silence. The build has
 * some seconds of it; this has ten minutes, and takes forty:
 *
 * <pre>mvn verify -Dit.test=OverloadIT -Doverload.seconds=600</pre>
 */
@Tag("thorough")
@EnabledOnOs(value = OS.LINUX, disabledReason = "memory is read from /proc")
class OverloadIT {
    private static final int SECONDS = Integer.getInteger("overload.seconds", 5);
    private static final int BACKLOG = 5_000;
    private static final int BURST = 50_000;
    private static final int AS_FAST_AS_IT_CAN = 1_000_000;

    /** Makes a core's top rate so low that whoever publishes and the broker need little of the machine. */
    private static final Duration PER_TOKEN = Duration.ofNanos(100_000);

    /** How far a machine with other things to do may be off. */
    private static final double NOISE = 0.5;

    @TempDir
    private Path folder;

    @Test
    @Tag("alone")
    void shouldTakeThreeTimesItsTopRateAndWorkOffTheRest() throws Exception {
        try (Deployment deployment = new Deployment("model.path=" + SlowModel.writeTo(folder, PER_TOKEN));
                Kafka kafka = new Kafka(TestBroker.bootstrapServers());
                Publisher publisher =
                        Publisher.start(TestBroker.bootstrapServers(), deployment.input, AS_FAST_AS_IT_CAN)) {
            // Given
            awaitPublished(publisher, BACKLOG);
            publisher.rate(1);
            deployment.start();
            long pid = deployment.scorer().process().pid();
            // The first one only warms it up.
            kafka.drain(group(deployment), deployment.input, () -> {});
            publisher.rate(AS_FAST_AS_IT_CAN);
            awaitPublished(publisher, publisher.published() + BACKLOG);
            publisher.rate(1);
            double top = rateOfWorkingOff(kafka, deployment);
            kafka.drain(group(deployment), deployment.input, () -> {});
            long before = ResidentMemory.of(pid);

            // When
            int from = publisher.published();
            long start = System.nanoTime();
            publisher.rate((int) Math.round(3 * top));
            long[] most = {before};
            Awaitility.await("overload")
                    .pollInterval(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(2L * SECONDS))
                    .until(() -> {
                        most[0] = Math.max(most[0], ResidentMemory.of(pid));
                        return System.nanoTime() - start
                                >= Duration.ofSeconds(SECONDS).toNanos();
                    });
            double in = (publisher.published() - from) / ((System.nanoTime() - start) / 1e9);
            BitSet acknowledged = publisher.end();
            long behind = kafka.lag(group(deployment), deployment.input);
            double off = rateOfWorkingOff(kafka, deployment);
            kafka.drain(group(deployment), deployment.input, () -> {});
            most[0] = Math.max(most[0], ResidentMemory.of(pid));

            // Then
            System.out.printf(
                    Locale.ROOT,
                    "overload: top rate %.0f/s, %.0f/s came for %d s, %d were behind, worked off at %.0f/s;"
                            + " memory %d MiB before, %d MiB at most%n",
                    top,
                    in,
                    SECONDS,
                    behind,
                    off,
                    before >> 20,
                    most[0] >> 20);
            assertThat(in).isGreaterThan(2 * top);
            assertThat(behind).isGreaterThan((long) (NOISE * top * SECONDS));
            assertThat(off).isGreaterThan(NOISE * top);
            assertThat(most[0] - before).as("bytes more").isLessThan(128L << 20);
            assertUndisturbed(deployment, kafka, acknowledged);
        }
    }

    @Test
    void shouldScoreVeryManyAtOnceAfterSilence() throws Exception {
        try (Deployment deployment = new Deployment("model.path=" + TinyModel.writeTo(folder)).start();
                Kafka kafka = new Kafka(TestBroker.bootstrapServers());
                Publisher publisher =
                        Publisher.start(TestBroker.bootstrapServers(), deployment.input, AS_FAST_AS_IT_CAN)) {
            // When
            long start = System.nanoTime();
            awaitPublished(publisher, BURST);
            BitSet acknowledged = publisher.end();
            kafka.drain(group(deployment), deployment.input, () -> {});

            // Then
            System.out.printf(
                    Locale.ROOT,
                    "%d at once: all scored %.1f s after the first%n",
                    publisher.published(),
                    (System.nanoTime() - start) / 1e9);
            assertUndisturbed(deployment, kafka, acknowledged);
        }
    }

    /** That every review has its outcome once, by the process that began, whose group never shared out anew. */
    private static void assertUndisturbed(Deployment deployment, Kafka kafka, BitSet acknowledged) throws Exception {
        Audit audit = new Audit();
        kafka.readAll(deployment.input, audit::addInput);
        kafka.readAll(deployment.output, audit::addScore);
        kafka.readAll(deployment.deadLetters, audit::addDeadLetter);
        CrashFindings findings = audit.findings(acknowledged);
        assertThat(findings.reviews()).isGreaterThanOrEqualTo(acknowledged.cardinality());
        assertThat(findings.lost()).as("lost").isZero();
        assertThat(findings.duplicated()).as("duplicated").isZero();
        assertThat(findings.wrong()).as("wrong").isZero();
        deployment.assertAlive();
        assertThat(deployment.scorer().err()).doesNotContain("Rebalancing").doesNotContain("replaced");
    }

    /** Reviews a second, between a tenth of what is behind and nine tenths. */
    private static double rateOfWorkingOff(Kafka kafka, Deployment deployment) throws Exception {
        long behind = kafka.lag(group(deployment), deployment.input);
        long begun = awaitLag(kafka, deployment, behind * 9 / 10);
        long start = System.nanoTime();
        long ended = awaitLag(kafka, deployment, behind / 10);
        return (begun - ended) / ((System.nanoTime() - start) / 1e9);
    }

    private static long awaitLag(Kafka kafka, Deployment deployment, long atMost) {
        return Awaitility.await("no more than " + atMost + " behind")
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(60L + 20 * SECONDS))
                .until(() -> kafka.lag(group(deployment), deployment.input), lag -> lag <= atMost);
    }

    private static void awaitPublished(Publisher publisher, int atLeast) {
        Awaitility.await(atLeast + " published")
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(60))
                .until(() -> publisher.published() >= atLeast);
    }

    private static String group(Deployment deployment) {
        return deployment.settings().get("application.id");
    }
}
