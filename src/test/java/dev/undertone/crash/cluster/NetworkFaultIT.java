// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash.cluster;

import static dev.undertone.crash.cluster.ClusterEvent.ANSWERS_SWALLOWED;
import static dev.undertone.crash.cluster.ClusterEvent.CONNECTIONS_HALF_OPEN;
import static dev.undertone.crash.cluster.ClusterEvent.CONNECTIONS_RESET;
import static dev.undertone.crash.cluster.ClusterEvent.NETWORK_SLOW;
import static dev.undertone.crash.cluster.ClusterEvent.NETWORK_STALLED;

import dev.undertone.crash.GroupProtocol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whether every review gets its outcome although the network between scorers and their broker is bad, and how soon none
 * is late. Publisher and readers have a way of their own. The long form has more faults, under both guarantees:
 *
 * <pre>mvn verify -Dit.test=NetworkFaultIT -Dnetwork.form=long</pre>
 *
 * <p>The report is also in {@code target/network/report.md}, beside what each process printed.
 */
@Tag("thorough")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals to send")
class NetworkFaultIT {
    private static final boolean LONG = System.getProperty("network.form", "").equals("long");
    private static final long SEED = Long.getLong("crash.seed", System.currentTimeMillis() % 1_000_000);
    private static final Path FOLDER = Path.of("target", "network").toAbsolutePath();
    private static final Path REPORT = FOLDER.resolve("report.md");

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void shouldGiveEveryReviewItsOutcomeOverABadNetwork(ClusterRun.Plan plan) throws Exception {
        // When
        ClusterVerdict verdict = new ClusterRun(plan, FOLDER.resolve(plan.guarantee())).verdict();

        // Then
        Files.createDirectories(FOLDER);
        verdict.report(REPORT);
        verdict.requireGood();
    }

    static Stream<ClusterRun.Plan> plans() {
        return LONG
                ? Stream.of("exactly_once_v2", "at_least_once")
                        .map(guarantee -> plan(
                                guarantee,
                                NETWORK_SLOW,
                                NETWORK_STALLED,
                                CONNECTIONS_RESET,
                                CONNECTIONS_HALF_OPEN,
                                ANSWERS_SWALLOWED))
                : Stream.of(plan("exactly_once_v2", CONNECTIONS_RESET, NETWORK_STALLED));
    }

    private static ClusterRun.Plan plan(String guarantee, ClusterEvent... events) {
        return new ClusterRun.Plan(
                guarantee, GroupProtocol.CLASSIC, 1, 300, List.of(events), Duration.ofSeconds(10), SEED);
    }
}
