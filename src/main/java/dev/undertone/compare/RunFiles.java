// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.undertone.train.plan.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The folder that keeps the figures of every finished run, each in a JSON file of its own, so that an interrupted
 * comparison loses the run at work and no other.
 */
final class RunFiles {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;
    private final String identity;

    /**
     * What a file holds.
     *
     * @param identity see the constructor
     */
    private record Kept(String identity, RunFigures figures) {}

    /**
     * @param folder made when the first figures are written
     * @param identity a text that is equal where the figures of a run would be
     */
    RunFiles(Path folder, String identity) {
        this.folder = folder;
        this.identity = identity;
    }

    void write(RunFigures figures) {
        Path file = file(figures.run());
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            Files.createDirectories(folder);
            Files.write(unfinished, JSON.writeValueAsBytes(new Kept(identity, figures)));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new TrainingException(
                    "cannot write the figures " + file + " (" + e.getMessage() + "); make room or name another --out",
                    e);
        }
    }

    /**
     * The figures of {@code run}, if it was finished.
     *
     * @throws TrainingException if they are of another plan or other data
     */
    Optional<RunFigures> read(TrainingRun run) {
        Path file = file(run);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Kept kept;
        try {
            kept = JSON.readValue(Files.readAllBytes(file), new TypeReference<Kept>() {});
        } catch (IOException e) {
            throw new TrainingException(
                    "the figures " + file + " cannot be read (" + e.getClass().getSimpleName()
                            + "); delete the file, or compare without --resume",
                    e);
        }
        if (!identity.equals(kept.identity())) {
            throw new TrainingException("the figures " + file
                    + " belong to another plan or other data; give the options they were made with, or compare without"
                    + " --resume");
        }
        return Optional.of(kept.figures());
    }

    private Path file(TrainingRun run) {
        return folder.resolve(run.fileName());
    }
}
