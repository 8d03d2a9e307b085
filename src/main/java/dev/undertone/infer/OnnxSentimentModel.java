// SPDX-License-Identifier: Apache-2.0
package dev.undertone.infer;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.undertone.model.ModelBundle;
import dev.undertone.model.ModelRefusedException;
import dev.undertone.text.TokenIds;
import dev.undertone.text.Vocabulary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A bundle's graph on ONNX Runtime. One thread a call and no spinning: the callers' threads are the parallelism, and a
 * score is the same whichever batch its review came in.
 */
public final class OnnxSentimentModel implements SentimentModel {
    private static final String TOKENS = "tokens";
    private static final String LENGTHS = "lengths";
    private static final String LOGIT = "logit";
    private static final String NEUTRAL = "neutral";

    /** ONNX Runtime hands over what it is asked for, and no other output. */
    private static final Set<String> POLARITY_ALONE = Set.of(LOGIT);

    private static final Set<String> BOTH = Set.of(LOGIT, NEUTRAL);

    /** Of the thread, not of the model: models come and go, and what a thread keeps for one would outlive it. */
    private static final ThreadLocal<InputBuffers> BUFFERS = ThreadLocal.withInitial(InputBuffers::new);

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final boolean longTokens;
    private final boolean neutral;

    private OnnxSentimentModel(OrtEnvironment environment, OrtSession session, boolean longTokens, boolean neutral) {
        this.environment = environment;
        this.session = session;
        this.longTokens = longTokens;
        this.neutral = neutral;
    }

    /**
     * Loads the bundle's graph and scores one token with it. Its output for neutral is read where the manifest says
     * what that means.
     *
     * @throws ModelRefusedException if it is not such a graph
     */
    public static OnnxSentimentModel open(ModelBundle bundle) {
        return open(bundle.graph(), bundle.manifest().learnedNeutral().isPresent());
    }

    /**
     * Loads a graph file that is not, or not yet, part of a bundle.
     *
     * @throws ModelRefusedException if it is not such a graph
     */
    public static OnnxSentimentModel open(Path graph) {
        return open(graph, false);
    }

    /**
     * The same.
     *
     * @param neutral whether the graph's output for neutral is read too
     */
    public static OnnxSentimentModel open(Path graph, boolean neutral) {
        NativeLibraries.useCache();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession session = null;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // What fails is thrown; it would be printed as well, each time, past the log.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            session = environment.createSession(graph.toString(), options);
            boolean longTokens = check(graph, session);
            if (neutral) {
                checkNeutral(graph, session);
            }
            OnnxSentimentModel model = new OnnxSentimentModel(environment, session, longTokens, neutral);
            model.allLogits(List.of(TokenIds.of(1)));
            return model;
        } catch (OrtException | InferenceException e) {
            throw new ModelRefusedException(
                    "ONNX Runtime refuses " + graph + ": " + e.getMessage(), closing(session, e));
        } catch (ModelRefusedException e) {
            closing(session, e);
            throw e;
        }
    }

    /** The version of ONNX Runtime at work. */
    public static String runtimeVersion() {
        return OrtEnvironment.getEnvironment().getVersion();
    }

    @Override
    public float[] logits(List<TokenIds> batch) {
        return run(batch, POLARITY_ALONE).polarity();
    }

    @Override
    public Logits allLogits(List<TokenIds> batch) {
        return run(batch, neutral ? BOTH : POLARITY_ALONE);
    }

    private Logits run(List<TokenIds> batch, Set<String> outputs) {
        int rows = batch.size();
        // A batch of no rows ends the process inside ONNX Runtime, and a row of no tokens gets a meaningless score.
        if (rows == 0) {
            throw new IllegalArgumentException("a batch needs at least one review");
        }
        int time = 0;
        for (TokenIds review : batch) {
            if (review.isEmpty()) {
                throw new IllegalArgumentException("a review without tokens cannot be scored");
            }
            time = Math.max(time, review.length());
        }
        try (OnnxTensor tokens = tokens(batch, rows, time);
                OnnxTensor lengths = lengths(batch, rows);
                OrtSession.Result result = session.run(Map.of(TOKENS, tokens, LENGTHS, lengths), outputs)) {
            float[] polarity = read(result, LOGIT, rows);
            return outputs == BOTH
                    ? new Logits(polarity, Optional.of(read(result, NEUTRAL, rows)))
                    : Logits.ofPolarity(polarity);
        } catch (OrtException e) {
            throw new InferenceException("ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    private static float[] read(OrtSession.Result result, String name, int rows) {
        FloatBuffer output = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
        if (output.remaining() != rows) {
            throw new InferenceException("the model gave " + output.remaining() + " logits for " + rows + " reviews");
        }
        float[] logits = new float[rows];
        output.get(logits);
        for (float logit : logits) {
            if (!Float.isFinite(logit)) {
                throw new InferenceException("the model gave a logit that is no number");
            }
        }
        return logits;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not close its session", e);
        }
    }

    private OnnxTensor tokens(List<TokenIds> batch, int rows, int time) throws OrtException {
        long[] shape = {rows, time};
        int cells = Math.multiplyExact(rows, time);
        if (longTokens) {
            LongBuffer padded = BUFFERS.get().tokens(cells * Long.BYTES).asLongBuffer();
            for (TokenIds review : batch) {
                for (int i = 0; i < time; i++) {
                    padded.put(i < review.length() ? review.id(i) : Vocabulary.PADDING);
                }
            }
            return OnnxTensor.createTensor(environment, padded.flip(), shape);
        }
        IntBuffer padded = BUFFERS.get().tokens(cells * Integer.BYTES).asIntBuffer();
        for (TokenIds review : batch) {
            review.copyTo(padded);
            for (int i = review.length(); i < time; i++) {
                padded.put(Vocabulary.PADDING);
            }
        }
        return OnnxTensor.createTensor(environment, padded.flip(), shape);
    }

    private OnnxTensor lengths(List<TokenIds> batch, int rows) throws OrtException {
        IntBuffer lengths = BUFFERS.get().lengths(rows * Integer.BYTES).asIntBuffer();
        for (TokenIds review : batch) {
            lengths.put(review.length());
        }
        return OnnxTensor.createTensor(environment, lengths.flip(), new long[] {rows});
    }

    /** The inputs of a thread's calls: only direct buffers in native order reach ONNX Runtime without a copy. */
    private static final class InputBuffers {
        private ByteBuffer tokens = ByteBuffer.allocateDirect(0);
        private ByteBuffer lengths = ByteBuffer.allocateDirect(0);

        ByteBuffer tokens(int bytes) {
            tokens = atLeast(bytes, tokens);
            return tokens;
        }

        ByteBuffer lengths(int bytes) {
            lengths = atLeast(bytes, lengths);
            return lengths;
        }

        /** Grown by doubling, so that after a few calls no more is allocated. */
        private static ByteBuffer atLeast(int bytes, ByteBuffer buffer) {
            return bytes <= buffer.capacity()
                    ? buffer
                    : ByteBuffer.allocateDirect(Math.max(bytes, 2 * buffer.capacity()))
                            .order(ByteOrder.nativeOrder());
        }
    }

    /** Whether the graph takes its tokens as 64-bit numbers. */
    private static boolean check(Path graph, OrtSession session) throws OrtException {
        TensorInfo tokens = tensor(graph, session.getInputInfo(), TOKENS, 2);
        TensorInfo lengths = tensor(graph, session.getInputInfo(), LENGTHS, 1);
        TensorInfo logit = tensor(graph, session.getOutputInfo(), LOGIT, 1);
        boolean fits = (tokens.type == OnnxJavaType.INT32 || tokens.type == OnnxJavaType.INT64)
                && lengths.type == OnnxJavaType.INT32
                && logit.type == OnnxJavaType.FLOAT;
        if (!fits) {
            throw new ModelRefusedException("the graph " + graph + " has inputs or outputs of other types than "
                    + TOKENS + " int32 or int64, " + LENGTHS + " int32, " + LOGIT + " float32");
        }
        return tokens.type == OnnxJavaType.INT64;
    }

    private static void checkNeutral(Path graph, OrtSession session) throws OrtException {
        if (!session.getOutputInfo().containsKey(NEUTRAL)) {
            throw new ModelRefusedException("the graph " + graph + " has no output '" + NEUTRAL
                    + "', which its manifest has a calibration for; copy the whole bundle again");
        }
        if (tensor(graph, session.getOutputInfo(), NEUTRAL, 1).type != OnnxJavaType.FLOAT) {
            throw new ModelRefusedException("the graph " + graph + " has an output '" + NEUTRAL
                    + "' of another type than float32; copy the whole bundle again");
        }
    }

    private static TensorInfo tensor(Path graph, Map<String, NodeInfo> nodes, String name, int dimensions) {
        NodeInfo node = nodes.get(name);
        if (node == null || !(node.getInfo() instanceof TensorInfo tensor) || tensor.getShape().length != dimensions) {
            throw new ModelRefusedException("the graph " + graph + " has no tensor '" + name + "' of " + dimensions
                    + " dimension(s); it has " + nodes.keySet());
        }
        return tensor;
    }

    private static <E extends Exception> E closing(OrtSession session, E failure) {
        if (session != null) {
            try {
                session.close();
            } catch (OrtException e) {
                failure.addSuppressed(e);
            }
        }
        return failure;
    }
}
