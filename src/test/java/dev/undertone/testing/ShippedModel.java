// SPDX-License-Identifier: Apache-2.0
package dev.undertone.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undertone.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The model of the distribution, for tests that need another one of its size. */
public final class ShippedModel {
    private ShippedModel() {}

    /** Copies its bundle to a new {@code folder} and changes the copy's manifest. */
    public static Path copyTo(Path folder, Consumer<ObjectNode> change) throws IOException {
        Files.createDirectory(folder);
        try (Stream<Path> files = Files.list(Distribution.HOME.resolve("model"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Path manifest = folder.resolve(ModelBundle.MANIFEST);
        ObjectMapper json = new ObjectMapper();
        ObjectNode changed = (ObjectNode) json.readTree(manifest.toFile());
        change.accept(changed);
        Files.write(manifest, json.writeValueAsBytes(changed));
        return folder;
    }
}
