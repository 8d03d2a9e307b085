// SPDX-License-Identifier: Apache-2.0
package dev.undertone.serve;

import dev.undertone.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A bundle's files as they lie on disk at a moment, by what changes when they are written or exchanged. Links are
 * followed, so that a link turned to another folder, as Kubernetes turns those of its volumes, is a change.
 *
 * @param states by name; a file that is not there has none
 */
record BundleFiles(Map<String, State> states) {
    /** No files, seen nowhere. */
    static final BundleFiles NONE = new BundleFiles(Map.of());

    /** @param key the file system's own for the file, "null" where it has none */
    record State(Path realPath, String key, long bytes, long modifiedNanos) {}

    /** The bundle in that folder, which need not be there. */
    static BundleFiles of(Path folder) {
        List<String> names = new ArrayList<>(ModelBundle.FILES);
        names.add(ModelBundle.MANIFEST);
        names.add(ModelBundle.DIAGRAM);
        Map<String, State> states = new TreeMap<>();
        for (String name : names) {
            try {
                Path file = folder.resolve(name).toRealPath();
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                states.put(
                        name,
                        new State(
                                file,
                                Objects.toString(attributes.fileKey()),
                                attributes.size(),
                                attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)));
            } catch (IOException e) {
                // Not there, or not for us: it has no state here, and the bundle says so when it is opened.
            }
        }
        return new BundleFiles(states);
    }
}
