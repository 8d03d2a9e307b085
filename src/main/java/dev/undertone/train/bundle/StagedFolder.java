// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.bundle;

import dev.undertone.model.ModelBundle;
import dev.undertone.train.plan.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** A folder that grows beside the one it is to become, and vanishes if it never does. */
public final class StagedFolder implements AutoCloseable {
    private final Path target;
    private final Path staging;

    private StagedFolder(Path target, Path staging) {
        this.target = target;
        this.staging = staging;
    }

    /** @throws TrainingException if a bundle at {@code target} would replace anything but a bundle */
    public static void requireReplaceable(Path target) {
        if (!Files.exists(target)) {
            return;
        }
        Set<String> ours = new HashSet<>(ModelBundle.FILES);
        ours.add(ModelBundle.MANIFEST);
        ours.add(ModelBundle.DIAGRAM);
        try (Stream<Path> entries = Files.list(target)) {
            List<String> others = entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !ours.contains(name))
                    .sorted()
                    .toList();
            if (!others.isEmpty()) {
                throw new TrainingException(
                        "the folder " + target + " holds files that belong to no model bundle, such as " + others.get(0)
                                + ", and would be replaced; name another folder with --out");
            }
        } catch (IOException e) {
            throw new TrainingException(
                    "cannot write a bundle to " + target + " (" + e + "); name another folder with --out", e);
        }
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
