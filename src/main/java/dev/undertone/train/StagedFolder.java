// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A folder that grows beside the one it is to become, and vanishes if it never does. */
final class StagedFolder implements AutoCloseable {
    private final Path target;
    private final Path staging;

    private StagedFolder(Path target, Path staging) {
        this.target = target;
        this.staging = staging;
    }

    /** An empty folder on the same disk as {@code target}, whose own folder is made if need be. */
    static StagedFolder beside(Path target) throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        Files.createDirectories(absolute.getParent());
        Path staging = absolute.resolveSibling("." + absolute.getFileName() + "-" + UUID.randomUUID());
        // Not createTempDirectory: what it makes only its owner may read.
        return new StagedFolder(absolute, Files.createDirectory(staging));
    }

    Path path() {
        return staging;
    }

    /** Puts the folder in its place; the one that stood there goes. */
    void publish() throws IOException {
        Path old = staging.resolveSibling(staging.getFileName() + "-old");
        boolean replaces = Files.exists(target);
        if (replaces) {
            Files.move(target, old);
        }
        try {
            Files.move(staging, target);
        } catch (IOException e) {
            if (replaces) {
                Files.move(old, target);
            }
            throw e;
        }
        deleteAll(old);
    }

    @Override
    public void close() throws IOException {
        deleteAll(staging);
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(folder)) {
            inside = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : inside) {
            Files.delete(path);
        }
    }
}
