// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.model.ModelBundle;
import dev.undertone.testing.TinyModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {
    private static final Contender SERVICE = new Contender(Contender.SERVICE, "the product", List.of("run"));
    private static final Pattern LINE = Pattern.compile("<path d=\"M([^\"]+)\" fill=\"none\"");

    @TempDir
    private Path folder;

    @Test
    void shouldDrawMemoryFromTheFirstSampleToTheLast() {
        // Given a sample each tenth of a second for eight minutes
        int seconds = 480;

        // When
        List<String> few = vertices(memoryChart(List.of(sample(0), sample(10 * seconds))));
        List<String> many = vertices(memoryChart(IntStream.rangeClosed(0, 10 * seconds)
                .mapToObj(BenchReportTest::sample)
                .toList()));

        // Then
        assertThat(few).hasSize(2);
        assertThat(many).hasSizeBetween(50, 100).startsWith(few.get(0)).endsWith(few.get(1));
    }

    @Test
    void shouldSayWhenARunWasTooShortToTellARate() {
        // Given runs of 0.3 s and of 3 s, where ONNX Runtime alone does 1,500 a second
        assertThat(report(List.of(sample(0), sample(3))).text())
                .contains("a run took no more than 0.3 s")
                .contains("--reviews 3000 would do");
        assertThat(report(List.of(sample(0), sample(30))).text()).doesNotContain("rough");
    }

    private String memoryChart(List<Sample> samples) {
        return report(samples).charts().get("memory.svg");
    }

    private BenchReport report(List<Sample> samples) {
        BenchPlan plan = new BenchPlan(
                folder,
                Map.of(),
                Optional.empty(),
                List.of(),
                "tweets",
                1000,
                Duration.ZERO,
                1,
                1,
                List.of(SERVICE),
                1,
                Duration.ZERO);
        BenchRun run = new BenchRun(SERVICE, 1500, new Throughput(0, samples));
        BenchFigures figures =
                new BenchFigures(Map.of(8, 1000.0), new StepCosts(1, 1, 1), List.of(run), Optional.empty(), List.of());
        ModelBundle bundle = ModelBundle.open(TinyModel.writeTo(folder));
        return new BenchReport(plan, bundle.manifest(), figures);
    }

    private static Sample sample(int tenths) {
        return new Sample(tenths / 10.0, 100L * tenths, tenths / 20.0, (300L + tenths / 100) << 20);
    }

    private static List<String> vertices(String chart) {
        Matcher line = LINE.matcher(chart);
        assertThat(line.find()).isTrue();
        return List.of(line.group(1).split(" L"));
    }
}
