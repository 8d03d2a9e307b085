// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.network;

import dev.undertone.train.plan.Optimization;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019), and a running mean of the weights (Polyak and Juditsky
 * 1992). libtorch's own optimizer keeps its moments where Java cannot reach them, and a checkpoint needs them. Confined
 * to one thread; make it inside a scope that outlives it.
 */
public final class AdamW {
    private final Optimization optimization;
    private final WeightTensors weights;
    private final WeightTensors first;
    private final WeightTensors second;
    private final WeightTensors mean;
    private long step;

    /**
     * All there is to go on from.
     *
     * @param step how many steps were made
     * @param weights as they are learned
     * @param first running mean of the gradients
     * @param second running mean of the gradients' squares
     * @param mean running mean of the weights
     */
    public record State(long step, Weights weights, Weights first, Weights second, Weights mean) {
        /** Before the first step from {@code weights}. */
        public static State fresh(Weights weights) {
            Weights zeros = Weights.zeros(weights.shape());
            return new State(0, weights, zeros, zeros, weights);
        }
    }

    public AdamW(Optimization optimization, State state) {
        this.optimization = optimization;
        this.weights = WeightTensors.learned(state.weights());
        this.first = WeightTensors.of(state.first());
        this.second = WeightTensors.of(state.second());
        this.mean = WeightTensors.of(state.mean());
        this.step = state.step();
    }

    /** The weights it moves. */
    public WeightTensors weights() {
        return weights;
    }

    /** The weights to use: their running mean, where the plan asks for one. */
    public WeightTensors usable() {
        return optimization.averaging() > 0 ? mean : weights;
    }

    public State state() {
        return new State(step, weights.weights(), first.weights(), second.weights(), mean.weights());
    }

    /**
     * Moves the weights along their gradients and clears those.
     *
     * @param steps of the whole run, for the schedule
     */
    public void step(long steps) {
        double rate = optimization.learningRate() * optimization.schedule().factor(step, steps);
        step++;
        List<Tensor> learned = weights.list();
        if (optimization.clipNorm() > 0) {
            torch.clip_grad_norm_(new TensorVector(learned.toArray(Tensor[]::new)), optimization.clipNorm());
        }
        Libtorch.withoutGradients(() -> {
            for (int i = 0; i < learned.size(); i++) {
                AdamStep.USUAL.move(
                        learned.get(i),
                        first.list().get(i),
                        second.list().get(i),
                        rate,
                        optimization.weightDecay(),
                        step);
                if (optimization.averaging() > 0) {
                    // A mean over fewer steps than its memory is long must forget the starting weights faster.
                    double decay = Math.min(optimization.averaging(), step / (step + 10.0));
                    mean.list().get(i).lerp_(learned.get(i), new Scalar(1 - decay));
                }
            }
            return null;
        });
    }
}
