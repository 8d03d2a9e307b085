// SPDX-License-Identifier: Apache-2.0
package dev.undertone.infer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A bundle's graph on ONNX Runtime. One thread a call and no spinning: the callers' threads are the parallelism, and a
 * score is the same whichever batch its review came in.
 */
public final class OnnxSentimentModel implements SentimentModel {
    static final String TOKENS = "tokens";
    static final String LENGTHS = "lengths";
    static final String LOGIT = "logit";
    static final String NEUTRAL = "neutral";

    /** ONNX Runtime hands over what it is asked for, and no other output. */
    private static final Set<String> POLARITY_ALONE = Set.of(LOGIT);

    /** Of the thread, not of the model: models come and go, and what a thread keeps for one would outlive it. */
    private static final ThreadLocal<InputBuffers> BUFFERS = ThreadLocal.withInitial(InputBuffers::new);

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final boolean longTokens;
    private final Set<String> outputs;

    private OnnxSentimentModel(
            OrtEnvironment environment, OrtSession session, boolean longTokens, Set<String> outputs) {
        this.environment = environment;
        this.session = session;
        this.longTokens = longTokens;
        this.outputs = outputs;
    }

    /**
     * Loads the bundle's graph and scores one token with it. Its output for neutral is read where the manifest says
     * what that means.
     *
     * @throws ModelRefusedException if it is not such a graph
     */
    public static OnnxSentimentModel open(ModelBundle bundle) {
        return open(bundle, false);
    }

    /**
     * The same.
     *
     * @param explains whether it also says what each token contributes, which takes a little longer
     */
    public static OnnxSentimentModel open(ModelBundle bundle, boolean explains) {
        return open(bundle.graph(), bundle.manifest().learnedNeutral().isPresent(), explains);
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
        return open(graph, neutral, false);
    }

    private static OnnxSentimentModel open(Path graph, boolean neutral, boolean explains) {
        NativeLibraries.useCache();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession session = null;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // What fails is thrown; it would be printed as well, each time, past the log.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            session = explains
                    ? environment.createSession(ContributionSwitch.on(graph), options)
                    : environment.createSession(graph.toString(), options);
            boolean longTokens = GraphShape.check(graph, session);
            Set<String> outputs = new HashSet<>(POLARITY_ALONE);
            if (neutral) {
                GraphShape.checkNeutral(graph, session);
                outputs.add(NEUTRAL);
            }
            if (explains) {
                GraphShape.checkContributions(graph, session);
                outputs.add(ContributionSwitch.OUTPUT);
            }
            OnnxSentimentModel model = new OnnxSentimentModel(environment, session, longTokens, Set.copyOf(outputs));
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
        return run(batch, outputs);
    }

    private Logits run(List<TokenIds> batch, Set<String> wanted) {
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
                OrtSession.Result result = session.run(Map.of(TOKENS, tokens, LENGTHS, lengths), wanted)) {
            return new Logits(
                    read(result, LOGIT, rows),
                    wanted.contains(NEUTRAL) ? Optional.of(read(result, NEUTRAL, rows)) : Optional.empty(),
                    wanted.contains(ContributionSwitch.OUTPUT)
                            ? Optional.of(contributions(result, batch, time))
                            : Optional.empty());
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

    private static float[][] contributions(OrtSession.Result result, List<TokenIds> batch, int time) {
        FloatBuffer output = ((OnnxTensor) result.get(ContributionSwitch.OUTPUT).orElseThrow()).getFloatBuffer();
        if (output.remaining() != batch.size() * time) {
            throw new InferenceException("the model gave " + output.remaining() + " contributions for " + batch.size()
                    + " reviews of up to " + time + " tokens");
        }
        float[][] contributions = new float[batch.size()][];
        for (int i = 0; i < contributions.length; i++) {
            contributions[i] = new float[batch.get(i).length()];
            output.get(i * time, contributions[i]);
            for (float contribution : contributions[i]) {
                if (!Float.isFinite(contribution)) {
                    throw new InferenceException("the model gave a contribution that is no number");
                }
            }
        }
        return contributions;
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
