// SPDX-License-Identifier: Apache-2.0
package dev.undertone.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Turns the link that the survivor serves from to another bundle, every fourth time to a broken one. For one thread at
 * a time.
 */
final class ModelChanges {
    private static final int BROKEN_EVERY = 4;

    private final Bundles bundles;
    private final Path link;
    private final Survivor survivor;
    private int changes;
    private int swaps;
    private int refusals;

    /** @param link to the first of the sound bundles */
    ModelChanges(Bundles bundles, Path link, Survivor survivor) {
        this.bundles = bundles;
        this.link = link;
        this.survivor = survivor;
    }

    void change() throws IOException, InterruptedException {
        changes++;
        if (changes % BROKEN_EVERY == BROKEN_EVERY - 1) {
            offerBroken();
        } else {
            swap();
        }
    }

    int swaps() {
        return swaps;
    }

    int refusals() {
        return refusals;
    }

    private void swap() throws IOException, InterruptedException {
        swaps++;
        turnTo(serving());
        require(survivor.reload(), 200, "swapped");
    }

    private void offerBroken() throws IOException, InterruptedException {
        turnTo(bundles.broken().get(refusals % bundles.broken().size()));
        refusals++;
        require(survivor.reload(), 409, "refused");
    }

    private Path serving() {
        return bundles.sound().get(swaps % 2);
    }

    private void require(Survivor.Reply reply, int status, String outcome) {
        String version = serving().getFileName().toString();
        if (reply.status() != status
                || !reply.body().path("model").path("outcome").asText().equals(outcome)
                || !reply.body().path("model").path("version").asText().equals(version)) {
            throw new AssertionError("expected " + status + ", " + outcome + ", version " + version + ", not " + reply);
        }
    }

    private void turnTo(Path bundle) throws IOException {
        Path next = Files.createSymbolicLink(link.resolveSibling("next"), bundle);
        Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
    }
}
