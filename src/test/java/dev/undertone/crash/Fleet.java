// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash;

import dev.undertone.testing.Child;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;

/**
 * The scorers, each a process, and someone who starts those again that end by themselves, as a service manager does.
 */
public final class Fleet implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(120);

    private final CrashedScorer application;
    private final Map<String, String> settings;
    private final Path folder;
    private final RandomGenerator random;
    private final List<Child> scorers = new ArrayList<>();
    private final List<String> uncleanEnds = new ArrayList<>();
    private final List<String> falls = new ArrayList<>();
    private int starts;

    public Fleet(CrashedScorer application, Map<String, String> settings, Path folder, RandomGenerator random) {
        this.application = application;
        this.settings = new HashMap<>(settings);
        this.folder = folder;
        this.random = random;
    }

    /** Starts another instance, without waiting for it. */
    public Child add() {
        starts++;
        Child scorer = application.start(settings, folder.resolve("scorer-" + starts + ".log"));
        scorers.add(scorer);
        return scorer;
    }

    public int size() {
        return scorers.size();
    }

    /** Any of them. */
    public Child any() {
        return scorers.get(random.nextInt(scorers.size()));
    }

    /** Waits until it reads, starting it again where it ended by itself. */
    public Child awaitReady(Child scorer) {
        Child current = scorer;
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (true) {
            Child waited = current;
            Awaitility.await("the start of " + waited)
                    .atMost(READY_WITHIN)
                    .until(() -> !waited.isAlive() || waited.printed().contains("Ready"));
            if (waited.isAlive()) {
                return waited;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the scorers do not come up, see " + folder);
            }
            noteFall(waited);
            scorers.remove(waited);
            current = add();
        }
    }

    public void awaitAllReady() {
        List.copyOf(scorers).forEach(this::awaitReady);
    }

    /** Kills one; its work is left in the middle. */
    public void kill(Child scorer) {
        if (scorers.remove(scorer)) {
            scorer.kill();
        }
    }

    /** Lets one end in the regular way. */
    public void leave(Child scorer) {
        Child ready = awaitReady(scorer);
        scorers.remove(ready);
        int exitCode = ready.terminate();
        if (exitCode != 0) {
            uncleanEnds.add(ready + " ended with " + exitCode);
        }
    }

    /** Starts those again that have ended by themselves. */
    public void heal() {
        for (Child scorer : List.copyOf(scorers)) {
            if (!scorer.isAlive()) {
                noteFall(scorer);
                scorers.remove(scorer);
                add();
            }
        }
    }

    public void allLeave() {
        List.copyOf(scorers).forEach(this::leave);
    }

    /** Regular ends whose exit code was not 0. */
    public List<String> uncleanEnds() {
        return List.copyOf(uncleanEnds);
    }

    /** Scorers that ended without having been told to. */
    public List<String> falls() {
        return List.copyOf(falls);
    }

    @Override
    public void close() {
        scorers.forEach(Child::close);
    }

    private void noteFall(Child scorer) {
        falls.add(scorer + " ended by itself with " + scorer.exitCode());
    }
}
