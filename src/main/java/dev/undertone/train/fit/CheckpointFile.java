// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.fit;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.train.network.AdamW;
import dev.undertone.train.network.Weights;
import dev.undertone.train.plan.NetworkShape;
import dev.undertone.train.plan.TrainingException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file in which a training keeps its state after every epoch. A new state replaces the old one in one step, so that
 * a kill at any moment leaves one or the other.
 */
final class CheckpointFile {
    private static final String FORMAT = "undertone-checkpoint-1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final String name;
    private final String identity;

    /**
     * @param folder made when the first state is written
     * @param name of the file
     * @param identity a text that is equal where plan and data are
     */
    CheckpointFile(Path folder, String name, String identity) {
        this.folder = folder;
        this.name = name;
        this.identity = identity;
    }

    void write(TrainingState state) {
        Path unfinished = folder.resolve(name + ".unfinished");
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            unfinished,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE);
                    DataOutputStream out = new DataOutputStream(
                            new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16))) {
                out.writeUTF(FORMAT);
                out.writeUTF(identity);
                byte[] history = JSON.writeValueAsBytes(state.history());
                out.writeInt(history.length);
                out.write(history);
                out.writeLong(state.optimizer().step());
                for (Weights weights : parts(state)) {
                    write(out, weights);
                }
                out.flush();
                channel.force(true);
            }
            Files.move(unfinished, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new TrainingException(
                    "cannot write the checkpoint " + file() + " (" + e.getMessage()
                            + "); name a folder with room for it with --checkpoint",
                    e);
        }
    }

    /**
     * The state last written, if any.
     *
     * @param shape of the network that the plan and the data lead to
     * @throws TrainingException if it belongs to another plan or other data, or cannot be read
     */
    Optional<TrainingState> read(NetworkShape shape) {
        if (!Files.exists(file())) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file()), 1 << 16))) {
            if (!FORMAT.equals(in.readUTF())) {
                throw new TrainingException(
                        "the file " + file() + " is no checkpoint of this release; train without --resume");
            }
            if (!identity.equals(in.readUTF())) {
                throw new TrainingException("the checkpoint " + file()
                        + " belongs to another plan or other data; give the options it was made with, or train without"
                        + " --resume");
            }
            List<EpochRecord> history =
                    JSON.readValue(in.readNBytes(in.readInt()), new TypeReference<List<EpochRecord>>() {});
            long step = in.readLong();
            AdamW.State optimizer = new AdamW.State(
                    step, weights(in, shape), weights(in, shape), weights(in, shape), weights(in, shape));
            return Optional.of(new TrainingState(history, optimizer, weights(in, shape)));
        } catch (IOException e) {
            throw new TrainingException(
                    "the checkpoint " + file() + " cannot be read (" + e + "); train without --resume", e);
        }
    }

    /** Removes the file, and the folder if nothing else is in it. */
    void delete() {
        try {
            Files.deleteIfExists(file());
            if (Files.isDirectory(folder)) {
                try (var entries = Files.list(folder)) {
                    if (entries.findAny().isPresent()) {
                        return;
                    }
                }
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new TrainingException("cannot remove the checkpoint " + file() + " (" + e.getMessage() + ")", e);
        }
    }

    Path file() {
        return folder.resolve(name);
    }

    private static List<Weights> parts(TrainingState state) {
        AdamW.State optimizer = state.optimizer();
        return List.of(optimizer.weights(), optimizer.first(), optimizer.second(), optimizer.mean(), state.best());
    }

    private static void write(DataOutputStream out, Weights weights) throws IOException {
        for (String name : weights.shape().weights().keySet()) {
            float[] values = weights.values(name);
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
            bytes.asFloatBuffer().put(values);
            out.write(bytes.array());
        }
    }

    private static Weights weights(DataInputStream in, NetworkShape shape) throws IOException {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Map.Entry<String, long[]> weight : shape.weights().entrySet()) {
            float[] numbers = new float[Weights.count(weight.getValue())];
            byte[] bytes = new byte[numbers.length * Float.BYTES];
            in.readFully(bytes);
            ByteBuffer.wrap(bytes).asFloatBuffer().get(numbers);
            values.put(weight.getKey(), numbers);
        }
        return Weights.of(shape, values);
    }
}
