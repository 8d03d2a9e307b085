// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.testing.Distribution;
import dev.undertone.testing.TinyModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("thorough")
class BenchIT {
    @TempDir
    private Path folder;

    @Test
    void shouldMeasureTheServiceBesideTheCeilingAndAnAlternative() throws Exception {
        // When
        Distribution.Result result = bench(
                "1",
                "undertone,per-record",
                "--charts",
                folder.resolve("charts").toString());

        // Then
        assertThat(result.exitCode()).as(result.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(result.out());
        assertThat(json.get("ceilingPerCore").asDouble()).isPositive();
        assertThat(json.get("servicePerCore").asDouble()).isPositive();
        assertThat(json.get("ratio").asDouble()).isPositive();
        assertThat(json.at("/alternatives/per-record/perCore").asDouble()).isPositive();
        for (String guarantee : List.of("exactly_once_v2", "at_least_once")) {
            JsonNode latency = json.get("latency").get(guarantee);
            assertThat(latency.get("p99Millis").asLong())
                    .isGreaterThanOrEqualTo(latency.get("p50Millis").asLong());
        }
        assertThat(json.at("/batches/padding").asDouble()).isGreaterThanOrEqualTo(1);
        double shares = 0;
        for (JsonNode share : json.get("cpuShares")) {
            shares += share.asDouble();
        }
        assertThat(shares).isGreaterThan(0.99);
        assertThat(json.get("samples")
                        .get(json.get("samples").size() - 1)
                        .get("scored")
                        .asLong())
                .isEqualTo(2000);
        assertThat(Files.readString(folder.resolve("charts").resolve("per-core.svg")))
                .contains("per-record");
    }

    @Test
    void shouldMeasureTheSameReviewsInAvro() throws Exception {
        // When
        Distribution.Result result = bench("0", "undertone,undertone-avro");

        // Then
        assertThat(result.exitCode()).as(result.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(result.out());
        assertThat(json.get("servicePerCore").asDouble()).isPositive();
        assertThat(json.at("/alternatives/undertone-avro/perCore").asDouble()).isPositive();
    }

    @Test
    void shouldMeasureTheScorerWithAPageOpenThatSaysWhy() throws Exception {
        // When
        Distribution.Result result = bench("0", "undertone,undertone-watched");

        // Then
        assertThat(result.exitCode()).as(result.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(result.out());
        assertThat(json.get("servicePerCore").asDouble()).isPositive();
        assertThat(json.at("/alternatives/undertone-watched/perCore").asDouble())
                .isPositive();
    }

    @Test
    void shouldSayThatAPageWasOpenInVain() throws Exception {
        // When
        Distribution.Result result = bench("0", "undertone-watched", "--set", "http.page=false");

        // Then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("the open page was shown no review");
    }

    @Test
    void shouldNameAContestantThatDoesNotExist() {
        // When
        Distribution.Result result = Distribution.run("bench", "--contestants", "nobody");

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("there is no contestant 'nobody', only undertone, per-record");
    }

    /** On 2,000 tweets without a warm-up. */
    private Distribution.Result bench(String latencySeconds, String contestants, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "bench",
                "--reviews",
                "2000",
                "--lengths",
                "tweets",
                "--warm-up",
                "0",
                "--latency",
                latencySeconds,
                "--contestants",
                contestants,
                "--json",
                "--set",
                "model.path=" + TinyModel.writeExplainingTo(folder.resolve("model"))));
        arguments.addAll(List.of(more));
        return Distribution.run(arguments.toArray(String[]::new));
    }
}
