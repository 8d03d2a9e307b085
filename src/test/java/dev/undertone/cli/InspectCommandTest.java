// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.config.ScorerConfig;
import dev.undertone.config.Settings;
import dev.undertone.http.Health;
import dev.undertone.http.MetricsServer;
import dev.undertone.metrics.PrometheusMetrics;
import dev.undertone.metrics.PrometheusModelMetrics;
import dev.undertone.review.ModelId;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
    @TempDir
    private Path folder;

    @Test
    void shouldPrintTheManifestOfAModelInOrder() throws IOException {
        // Given
        TinyModel.writeTo(folder);

        // When
        Cli.Result result = Cli.launch("inspect", "model", "--model", folder.toString());

        // Then
        ObjectMapper json = new ObjectMapper();
        assertThat(result.exitCode()).isZero();
        assertThat(json.readTree(result.out()))
                .isEqualTo(json.readTree(folder.resolve("manifest.json").toFile()));
    }

    @Test
    void shouldPrintEveryValueWithItsSource() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("some.properties"), "batch.max.size=8\nthreads=2\n");

        // When
        Cli.Result result = Cli.launch(
                "inspect",
                "config",
                "--config",
                file.toString(),
                "--set",
                "threads=3",
                "--set",
                "output.fields = a,b ");

        // Then
        List<String> lines = result.lines().stream()
                .map(line -> line.replaceAll(" +# ", " # "))
                .toList();
        assertThat(result.exitCode()).isZero();
        assertThat(lines)
                .isSorted()
                .hasSize(ScorerConfig.of(Settings.gather(Map.of(), Optional.empty(), Map.of(), Map.of()))
                        .settings()
                        .size())
                .contains(
                        "batch.max.size=8 # file",
                        "batch.max.tokens=262144 # default",
                        "output.fields=a,b # command line",
                        "threads=3 # command line");
    }

    @Test
    void shouldHideSecrets() {
        // When
        Cli.Result result = Cli.launch(
                "inspect",
                "config",
                "--set",
                "kafka.sasl.jaas.config=module required password=\"hunter2\";",
                "--set",
                "kafka.ssl.truststore.password=hunter2",
                "--set",
                "kafka.producer.ssl.key.password=hunter2",
                "--set",
                "kafka.sasl.oauthbearer.assertion.private.key.passphrase=hunter2",
                "--set",
                "kafka.security.protocol=SASL_SSL",
                "--set",
                "http.token=hunter2-hunter2-hunter2");

        // Then
        assertThat(result.out())
                .doesNotContain("hunter2")
                .contains(
                        "http.token=[hidden] ",
                        "kafka.sasl.jaas.config=[hidden] ",
                        "kafka.ssl.truststore.password=[hidden] ",
                        "kafka.producer.ssl.key.password=[hidden] ",
                        "kafka.sasl.oauthbearer.assertion.private.key.passphrase=[hidden] ",
                        "kafka.security.protocol=SASL_SSL ");
    }

    @Test
    void shouldPrintTheGraphAndWhenABatchLeaves() {
        // Given
        TinyModel.writeTo(folder);

        // When
        Cli.Result result = Cli.launch(
                "inspect",
                "topology",
                "--set",
                "model.path=" + folder,
                "--set",
                "input.topic=in",
                "--set",
                "batch.linger.ms=7");

        // Then
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .startsWith("Topologies:\n")
                .contains("(topics: [in])")
                .endsWith("\nA batch leaves with 4096 reviews or 262144 tokens, after 7 ms, or before a commit.\n");
    }

    @Test
    void shouldTellHowFarAShadowAgrees() throws IOException {
        PrometheusMetrics metrics = new PrometheusMetrics("undertone-en", "1");
        PrometheusModelMetrics models = new PrometheusModelMetrics(metrics);
        try (MetricsServer server = serve(metrics)) {
            // Given
            models.shadowCompares(new ModelId("undertone-en", "1"), new ModelId("a \"new\" one", "2"));
            for (int i = 0; i < 1200; i++) {
                models.shadowCompared(i % 4 != 0, i % 4 == 0 ? 1.5 : 0.05);
            }
            models.shadowDropped(30);
            models.shadowFailed(2);

            // When
            Cli.Result result = Cli.launch("inspect", "shadow", "--http", "127.0.0.1:" + server.port());

            // Then
            assertThat(result.exitCode()).isZero();
            assertThat(result.lines())
                    .containsExactly(
                            "served                  undertone-en 1",
                            "shadow                  a \\\"new\\\" one 2",
                            "reviews compared        1,200",
                            "same label              75.00 %",
                            "score difference, mean  0.4125",
                            "largest                 1.5000",
                            "at most 0.01            0.00 %",
                            "at most 0.1             75.00 %",
                            "at most 0.5             75.00 %",
                            "not seen, as too slow   30",
                            "failed on               2");
        }
    }

    @Test
    void shouldTellOfAShadowThatHasSeenNothingYet() throws IOException {
        PrometheusMetrics metrics = new PrometheusMetrics("undertone-en", "1");
        try (MetricsServer server = serve(metrics)) {
            // Given
            new PrometheusModelMetrics(metrics)
                    .shadowCompares(new ModelId("undertone-en", "1"), new ModelId("undertone-en", "2"));

            // When
            Cli.Result result = Cli.launch("inspect", "shadow", "--set", "http.port=" + server.port());

            // Then
            assertThat(result.exitCode()).isZero();
            assertThat(result.out()).contains("reviews compared        0").contains("same label              -");
        }
    }

    @Test
    void shouldSayThatAServiceHasNoShadow() throws IOException {
        PrometheusMetrics metrics = new PrometheusMetrics("undertone-en", "1");
        try (MetricsServer server = serve(metrics)) {
            // Given
            new PrometheusModelMetrics(metrics);

            // When
            Cli.Result result = Cli.launch("inspect", "shadow", "--http", "127.0.0.1:" + server.port());

            // Then
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err())
                    .isEqualTo("undertone: the service at 127.0.0.1:" + server.port()
                            + " has no shadow; start it with model.shadow.path\n");
        }
    }

    @Test
    void shouldSayThatNoServiceAnswers() throws IOException {
        // Given
        int port;
        try (MetricsServer server = serve(new PrometheusMetrics("undertone-en", "1"))) {
            port = server.port();
        }

        // When
        Cli.Result result = Cli.launch("inspect", "shadow", "--http", "127.0.0.1:" + port);

        // Then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo("undertone: no service answers at 127.0.0.1:" + port
                        + "; name a running one with --http HOST:PORT\n");
    }

    private static MetricsServer serve(PrometheusMetrics metrics) throws IOException {
        return MetricsServer.start(
                "127.0.0.1", 0, metrics::scrape, new Health(Optional::empty, Optional::empty, Optional::empty));
    }
}
