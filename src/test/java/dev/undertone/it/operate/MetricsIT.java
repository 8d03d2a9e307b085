// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.undertone.testing.Deployment;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code /metrics} of a scorer carries that has work to do. */
class MetricsIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static Deployment deployment;

    @BeforeAll
    static void scoreSomeReviews() throws Exception {
        Path model = TinyModel.writeTo(folder.resolve("model"));
        // The shadow has series of its own, and so have trends.
        deployment = new Deployment("model.path=" + model, "model.shadow.path=" + model, "trends.by=productId").start();
        List<byte[]> values = new ArrayList<>(IntStream.range(0, 5_000)
                .mapToObj(i -> "{\"text\":\"a good evening, number " + i + "\"}")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList());
        values.add("no json".getBytes(StandardCharsets.UTF_8));
        deployment.publish(values);
        Deployment.read(deployment.output, 5_000);
        // The young are collected when they are many, which a short test need not live to see.
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(deployment.scorer().process().pid()),
                        "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void shouldCarryEverySeriesThatTheReferenceLists() {
        Awaitility.await("figures of all clients")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(shown()).containsAll(listed()));
    }

    @Test
    void shouldCarryNoSeriesThatTheReferenceDoesNotList() throws Exception {
        // Given
        Map<String, String> listed = reference();

        // When
        Set<String> shown = shown();

        // Then
        assertThat(shown)
                .isNotEmpty()
                .allSatisfy(series -> assertThat(listed.containsKey(name(series))
                                || (series.endsWith("_max gauge")
                                        && Set.of("histogram", "summary")
                                                .contains(
                                                        listed.get(name(series).replaceAll("_max$", "")))))
                        .as(series)
                        .isTrue());
    }

    @Test
    void shouldNotNameMoreClientsAndThreadsThanThereAre() throws Exception {
        // When
        List<String> clients = deployment
                .get("/metrics")
                .lines()
                .filter(line -> line.startsWith("kafka_") && line.contains("client_id=\""))
                .map(line -> line.replaceAll(".*client_id=\"([^\"]*)\".*", "$1"))
                .distinct()
                .toList();

        // Then
        String application = deployment.settings().get("application.id");
        assertThat(clients)
                .isSubsetOf(
                        application,
                        application + "-admin",
                        application + "-StreamThread-1-consumer",
                        application + "-StreamThread-1-producer",
                        application + "-StreamThread-1-restore-consumer",
                        application + "-StateUpdater-1-restore-consumer");
    }

    @Test
    void shouldPleasePromtool() throws Exception {
        requirePromtool();
        // Given
        Path page = Files.writeString(folder.resolve("metrics.txt"), deployment.get("/metrics"));

        // When
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectInput(page.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(promtool.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEmpty();
        assertThat(promtool.exitValue()).isZero();
    }

    private static void requirePromtool() throws InterruptedException {
        try {
            new ProcessBuilder("promtool", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            String reason =
                    "Skipped promtool's check of /metrics: there is no promtool here (Debian's package prometheus has it)";
            System.out.println(reason);
            abort(reason);
        }
    }

    /** The families on the page, as "name type". */
    private static Set<String> shown() throws Exception {
        return deployment
                .get("/metrics")
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.substring("# TYPE ".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The series of the reference, as "name type", with the maxima that stand beside histograms and summaries. */
    private static Set<String> listed() throws IOException {
        Set<String> listed = new TreeSet<>();
        reference().forEach((name, type) -> {
            listed.add(name + " " + type);
            if (Set.of("histogram", "summary").contains(type) && !name.equals("undertone_score")) {
                listed.add(name + "_max gauge");
            }
        });
        return listed;
    }

    /** What the committed page lists: names and types. */
    private static Map<String, String> reference() throws IOException {
        return Files.readString(Path.of("docs", "metrics.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\s*\\|\\s*", 4))
                .collect(Collectors.toMap(cells -> cells[1].replace("`", ""), cells -> cells[2]));
    }

    private static String name(String series) {
        return series.substring(0, series.indexOf(' '));
    }
}
