// SPDX-License-Identifier: Apache-2.0
package dev.undertone.soak;

import dev.undertone.testing.Child;
import java.util.Map;

/** A scorer that never lives for long. For one thread at a time. */
final class Victim implements AutoCloseable {
    private final Scorers scorers;
    private final Map<String, String> settings;
    private Child scorer;
    private int starts;
    private int kills;
    private int cleanEnds;

    Victim(Scorers scorers, Map<String, String> settings) {
        this.scorers = scorers;
        this.settings = settings;
        begin();
    }

    /** Starts it, without waiting for it. */
    void begin() {
        starts++;
        scorer = scorers.start("victim-" + starts, settings);
    }

    void awaitReady() {
        Scorers.awaitReady(scorer);
    }

    /** Ends it at once, whatever it does, be it starting. */
    void kill() {
        requireAlive();
        scorer.kill();
        kills++;
    }

    /** Ends it as a service manager does, once it reads. */
    void endCleanly() {
        awaitReady();
        Scorers.endCleanly(scorer);
        cleanEnds++;
    }

    boolean isAlive() {
        return scorer.isAlive();
    }

    int kills() {
        return kills;
    }

    int cleanEnds() {
        return cleanEnds;
    }

    @Override
    public void close() {
        scorer.close();
    }

    private void requireAlive() {
        if (!scorer.isAlive()) {
            throw new AssertionError(scorer + " ended by itself");
        }
    }
}
