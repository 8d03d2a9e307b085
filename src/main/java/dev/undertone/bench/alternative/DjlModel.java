// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.alternative;

import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import dev.undertone.infer.InferenceException;
import dev.undertone.infer.NativeLibraries;
import dev.undertone.model.ModelRefusedException;
import dev.undertone.text.TokenIds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A bundle's graph in the Deep Java Library, on its engine for ONNX Runtime: one thread a prediction, as with the
 * scorer, and nothing fetched or reported. Safe for use by many threads; a predictor of it is not.
 */
final class DjlModel {
    private final ZooModel<TokenIds, Float> model;

    private DjlModel(ZooModel<TokenIds, Float> model) {
        this.model = model;
    }

    /** @throws ModelRefusedException if it cannot be loaded */
    static DjlModel load(Path graph) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.onnxruntime.num_threads", "1");
        System.setProperty("ai.djl.onnxruntime.num_interop_threads", "1");
        NativeLibraries.useCache();
        Criteria<TokenIds, Float> criteria = Criteria.builder()
                .setTypes(TokenIds.class, Float.class)
                .optEngine("OnnxRuntime")
                .optModelPath(graph.getParent())
                .optModelName(graph.getFileName().toString())
                .optOption("intraOpNumThreads", "1")
                .optOption("interOpNumThreads", "1")
                .optTranslator(new Padding())
                .build();
        try {
            return new DjlModel(criteria.loadModel());
        } catch (IOException | ModelNotFoundException | MalformedModelException e) {
            throw new ModelRefusedException("the Deep Java Library refuses " + graph + ": " + e.getMessage(), e);
        }
    }

    /** A batch's logits, for use by one thread. */
    Function<List<TokenIds>, float[]> predictor() {
        Predictor<TokenIds, Float> predictor = model.newPredictor();
        return batch -> logits(predictor, batch);
    }

    private static float[] logits(Predictor<TokenIds, Float> predictor, List<TokenIds> batch) {
        try {
            List<Float> predicted = predictor.batchPredict(batch);
            float[] logits = new float[predicted.size()];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = predicted.get(i);
            }
            return logits;
        } catch (TranslateException e) {
            throw new InferenceException("the Deep Java Library failed: " + e.getMessage(), e);
        }
    }

    /**
     * Tokens become a batch and its logits numbers again. The engine for ONNX Runtime has no arithmetic of its own, so
     * that the library's padding batchifier does not work with it: the batch is padded here, straight into its buffer.
     */
    private static final class Padding implements Translator<TokenIds, Float> {
        @Override
        public NDList batchProcessInput(TranslatorContext context, List<TokenIds> batch) {
            int time = batch.stream().mapToInt(TokenIds::length).max().orElseThrow();
            NDManager manager = context.getNDManager();
            ByteBuffer padded = manager.allocateDirect(batch.size() * time * Integer.BYTES);
            ByteBuffer lengths = manager.allocateDirect(batch.size() * Integer.BYTES);
            IntBuffer cells = padded.asIntBuffer();
            for (int row = 0; row < batch.size(); row++) {
                TokenIds review = batch.get(row);
                for (int i = 0; i < review.length(); i++) {
                    cells.put(row * time + i, review.id(i));
                }
                lengths.putInt(row * Integer.BYTES, review.length());
            }
            NDArray tokens = manager.create(cells, new Shape(batch.size(), time), DataType.INT32);
            NDArray sizes = manager.create(lengths.asIntBuffer(), new Shape(batch.size()), DataType.INT32);
            tokens.setName("tokens");
            sizes.setName("lengths");
            return new NDList(tokens, sizes);
        }

        @Override
        public List<Float> batchProcessOutput(TranslatorContext context, NDList output) {
            List<Float> logits = new ArrayList<>();
            // The first output; a second is of no use here.
            for (float logit : output.get(0).toFloatArray()) {
                logits.add(logit);
            }
            return logits;
        }

        @Override
        public NDList processInput(TranslatorContext context, TokenIds review) {
            return batchProcessInput(context, List.of(review));
        }

        @Override
        public Float processOutput(TranslatorContext context, NDList output) {
            return batchProcessOutput(context, output).get(0);
        }
    }
}
