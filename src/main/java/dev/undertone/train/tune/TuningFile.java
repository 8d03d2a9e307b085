// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.tune;

import dev.undertone.train.plan.TrainingException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The file in which the tuning of an encoder keeps its state, so that a run that was killed goes on from there. */
final class TuningFile {
    private static final String FORMAT = "undertone-tuning-1";

    private final Path file;
    private final String identity;

    /**
     * All there is to go on from.
     *
     * @param step how many were made
     * @param weights as they are learned
     * @param first running means of the gradients
     * @param second running means of the gradients' squares
     */
    record State(int step, List<float[]> weights, List<float[]> first, List<float[]> second) {}

    /** @param identity a text that is equal where encoder, texts and seed are */
    TuningFile(Path file, String identity) {
        this.file = file;
        this.identity = identity;
    }

    /** What was last written, if it is of this tuning. */
    Optional<State> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            if (!in.readUTF().equals(FORMAT) || !in.readUTF().equals(identity)) {
                return Optional.empty();
            }
            return Optional.of(new State(in.readInt(), numbers(in), numbers(in), numbers(in)));
        } catch (IOException e) {
            throw new TrainingException("the tuned encoder " + file + " cannot be read (" + e + "); remove it", e);
        }
    }

    /** Replaces what is there in one step. */
    void write(State state) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            try (DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 20))) {
                out.writeUTF(FORMAT);
                out.writeUTF(identity);
                out.writeInt(state.step());
                for (List<float[]> numbers : List.of(state.weights(), state.first(), state.second())) {
                    write(out, numbers);
                }
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new TrainingException(
                    "cannot write the tuned encoder " + file + " (" + e.getMessage()
                            + "); name a folder with room for it with --encoder-cache",
                    e);
        }
    }

    private static List<float[]> numbers(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<float[]> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] numbers = new float[in.readInt()];
            ByteBuffer.wrap(in.readNBytes(numbers.length * Float.BYTES))
                    .asFloatBuffer()
                    .get(numbers);
            all.add(numbers);
        }
        return all;
    }

    private static void write(DataOutputStream out, List<float[]> all) throws IOException {
        out.writeInt(all.size());
        for (float[] numbers : all) {
            out.writeInt(numbers.length);
            ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES);
            bytes.asFloatBuffer().put(numbers);
            out.write(bytes.array());
        }
    }
}
