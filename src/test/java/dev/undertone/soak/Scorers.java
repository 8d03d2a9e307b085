// SPDX-License-Identifier: Apache-2.0
package dev.undertone.soak;

import dev.undertone.testing.Child;
import dev.undertone.testing.Distribution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Starts the distribution's scorer, with nothing of Java's settings changed. */
final class Scorers {
    private static final Duration READY_WITHIN = Duration.ofSeconds(120);

    private final Map<String, String> settings;
    private final Path folder;

    /**
     * @param settings of every scorer
     * @param folder for what they print
     */
    Scorers(Map<String, String> settings, Path folder) {
        this.settings = Map.copyOf(settings);
        this.folder = folder;
    }

    Child start(String name, Map<String, String> further) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(further);
        List<String> command = new ArrayList<>(
                List.of(Distribution.HOME.resolve("bin/undertone").toString(), "run"));
        all.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        return Child.start(command, Map.of(), folder.resolve(name + ".log"));
    }

    /** Waits until it reads. */
    static Child awaitReady(Child scorer) {
        Awaitility.await("the start of " + scorer)
                .atMost(READY_WITHIN)
                .failFast(scorer + " ended by itself", () -> !scorer.isAlive())
                .until(() -> scorer.printed().contains("Ready"));
        return scorer;
    }

    /** Ends it as a service manager does. */
    static void endCleanly(Child scorer) {
        int exitCode = scorer.terminate();
        if (exitCode != 0) {
            throw new AssertionError(scorer + " was told to end and did with " + exitCode);
        }
    }
}
