// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.network;

import dev.undertone.train.plan.TrainingException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The process-wide settings of libtorch and its memory. Training runs on one thread at a time: libtorch's seed and its
 * switch for gradients are shared.
 */
public final class Libtorch {
    static {
        // JavaCPP compares the whole process with the Java heap's limit; libtorch's memory has nothing to do with
        // that limit.
        if (System.getProperty("org.bytedeco.javacpp.maxphysicalbytes") == null) {
            System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
        }
    }

    private Libtorch() {}

    /**
     * Loads libtorch, without oneDNN.
     *
     * @param threads more than one fight over the cores at every step of the LSTM wherever something else runs too
     * @throws TrainingException where there is no libtorch for this machine
     */
    public static void prepare(int threads) {
        try {
            torch.set_num_threads(threads);
            openblas_nolapack.blas_set_num_threads(threads);
            // The LSTM of oneDNN computes wrongly on some processors with AVX-512.
            torch.globalContext().setUserEnabledMkldnn(false);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            throw new TrainingException(
                    "libtorch cannot be loaded here (" + e.getMessage()
                            + "); train with a distribution built for this operating system and processor",
                    e);
        }
    }

    /**
     * Runs with oneDNN, which multiplies in 16 bits several times as fast as anything does in 32 where a processor can.
     */
    public static <T> T withOneDnn(Supplier<T> work) {
        torch.globalContext().setUserEnabledMkldnn(true);
        try {
            return scoped(work);
        } finally {
            torch.globalContext().setUserEnabledMkldnn(false);
        }
    }

    /** For threads beside the one that trains, each of which is to use one core. */
    public static void useOneThread() {
        torch.set_num_threads(1);
    }

    /** The numbers in which this processor multiplies matrices fastest: 16 bits where Linux says it can, else 32. */
    public static torch.ScalarType matrixType() {
        try {
            String processor = Files.readString(Path.of("/proc/cpuinfo"));
            return processor.contains("avx512_bf16") || processor.contains("amx_bf16")
                    ? torch.ScalarType.BFloat16
                    : torch.ScalarType.Float;
        } catch (IOException e) {
            return torch.ScalarType.Float;
        }
    }

    /** Every native object that {@code work} makes is freed when it returns; it must return none. */
    public static <T> T scoped(Supplier<T> work) {
        PointerScope scope = new PointerScope();
        try {
            return work.get();
        } finally {
            scope.close();
        }
    }

    /** As {@link #scoped}, and without recording what gradients would need. */
    public static <T> T withoutGradients(Supplier<T> work) {
        boolean before = GradMode.is_enabled();
        GradMode.set_enabled(false);
        try {
            return scoped(work);
        } finally {
            GradMode.set_enabled(before);
        }
    }

    public static float[] numbers(Tensor tensor) {
        FloatBuffer buffer = tensor.contiguous().createBuffer();
        float[] numbers = new float[buffer.remaining()];
        buffer.get(numbers);
        return numbers;
    }
}
