// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.network;

import dev.undertone.train.plan.NetworkShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Weights in libtorch's memory, where they can change. Confined to one thread; make it inside a scope that outlives it.
 */
public final class WeightTensors {
    private final NetworkShape shape;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    private WeightTensors(NetworkShape shape) {
        this.shape = shape;
    }

    public static WeightTensors of(Weights weights) {
        WeightTensors copy = new WeightTensors(weights.shape());
        copy.shape
                .weights()
                .forEach((name, dimensions) -> copy.tensors.put(name, Tensor.create(weights.values(name), dimensions)));
        return copy;
    }

    /** As {@link #of}, to be learned: libtorch records what their gradients need. */
    static WeightTensors learned(Weights weights) {
        WeightTensors copy = of(weights);
        copy.list().forEach(tensor -> tensor.set_requires_grad(true));
        return copy;
    }

    NetworkShape shape() {
        return shape;
    }

    Tensor get(String name) {
        return tensors.get(name);
    }

    /** In the shape's order. */
    List<Tensor> list() {
        return List.copyOf(tensors.values());
    }

    /** A copy of the numbers as they are now. */
    public Weights weights() {
        return Libtorch.withoutGradients(() -> {
            Map<String, float[]> values = new LinkedHashMap<>();
            tensors.forEach((name, tensor) -> values.put(name, Libtorch.numbers(tensor)));
            return Weights.of(shape, values);
        });
    }
}
