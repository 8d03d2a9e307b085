// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash;

import dev.undertone.testing.Child;
import dev.undertone.testing.Distribution;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is put to the test. Both take the same settings and say {@code Ready}. */
public enum CrashedScorer {
    /** The built distribution. */
    UNDERTONE(Distribution.HOME.resolve("bin/undertone").toString()),

    /** One that batches the obvious way, to show that the harness would notice. */
    NAIVE(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseParallelGC",
            "-Xmx160m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            Path.of("target", "test-classes").toAbsolutePath() + ":" + Distribution.HOME.resolve("lib") + "/*",
            NaiveScorer.class.getName());

    private final List<String> launcher;

    CrashedScorer(String... launcher) {
        this.launcher = List.of(launcher);
    }

    Child start(Map<String, String> settings, Path log) {
        List<String> command = new ArrayList<>(launcher);
        command.add("run");
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        // Many short lives on few cores: compile fast rather than well.
        return Child.start(command, Map.of("UNDERTONE_JAVA_OPTIONS", "-Xmx160m -XX:TieredStopAtLevel=1"), log);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
