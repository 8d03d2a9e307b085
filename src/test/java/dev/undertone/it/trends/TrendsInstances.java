// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.trends;

import dev.undertone.testing.Child;
import dev.undertone.testing.Distribution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Trends, some processes of them, which are killed and started. */
final class TrendsInstances implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(120);
    private static final Pattern HTTP = Pattern.compile("Ready.*http=\"([^\"]+)\"");

    private final Map<String, String> settings;
    private final Path folder;
    private final Random random;
    private final List<Child> running = new ArrayList<>();
    private int starts;

    TrendsInstances(Map<String, String> settings, Path folder, Random random) {
        this.settings = new HashMap<>(settings);
        this.folder = folder;
        this.random = random;
    }

    /** Starts another, without waiting for it. */
    Child add(String... javaOptions) {
        starts++;
        List<String> command = new ArrayList<>(
                List.of(Distribution.HOME.resolve("bin/undertone").toString(), "trends"));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        Child instance = Child.start(
                command,
                Map.of(
                        "UNDERTONE_JAVA_OPTIONS",
                        javaOptions.length == 0 ? "-Xmx256m -XX:TieredStopAtLevel=1" : String.join(" ", javaOptions)),
                folder.resolve("trends-" + starts + ".log"));
        running.add(instance);
        return instance;
    }

    Child any() {
        return running.get(random.nextInt(running.size()));
    }

    void kill(Child instance) {
        running.remove(instance);
        instance.kill();
    }

    /** Lets one end in the regular way, and returns its exit code. */
    int leave(Child instance) {
        awaitReady(instance);
        running.remove(instance);
        return instance.terminate();
    }

    /** Starts those again that have ended by themselves, as a service manager does. */
    void heal() {
        for (Child instance : List.copyOf(running)) {
            if (!instance.isAlive()) {
                running.remove(instance);
                add();
            }
        }
    }

    List<Child> running() {
        return List.copyOf(running);
    }

    /** Starts so many at the same time, and waits until all are ready. */
    List<Child> addReady(int number) {
        List<Child> added = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            added.add(add());
        }
        added.forEach(TrendsInstances::awaitReady);
        return added;
    }

    static void awaitReady(Child instance) {
        Awaitility.await("the start of " + instance)
                .atMost(READY_WITHIN)
                .failFast("it ended", () -> !instance.isAlive())
                .until(() -> instance.printed().contains("Ready"));
    }

    /** Where it serves HTTP, as HOST:PORT. */
    static String address(Child instance) {
        awaitReady(instance);
        Matcher address = HTTP.matcher(instance.printed());
        if (!address.find()) {
            throw new AssertionError("it does not say where it serves HTTP");
        }
        return address.group(1);
    }

    @Override
    public void close() {
        running.forEach(Child::close);
    }
}
