// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.network;

import dev.undertone.train.data.Target;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The loss that is to be made small: binary cross-entropy of every output, where it is known what the output should be.
 */
public final class TargetLoss {
    private TargetLoss() {}

    /**
     * The sum over the outputs of a row, in nats, and the mean over the rows.
     *
     * @param logits [rows, outputs]: how positive, and with two outputs how neutral
     * @param smoothing how far targets move from 0 and 1 towards one half
     */
    public static Tensor of(Tensor logits, List<Target> targets, float smoothing) {
        int rows = targets.size();
        int outputs = (int) logits.size(1);
        float[] expected = new float[rows * outputs];
        float[] weights = new float[rows * outputs];
        for (int row = 0; row < rows; row++) {
            Target target = targets.get(row);
            expected[row * outputs] = target.positive() * (1 - smoothing) + smoothing / 2;
            weights[row * outputs] = target.positiveWeight();
            if (outputs > 1) {
                expected[row * outputs + 1] = target.neutral() * (1 - smoothing) + smoothing / 2;
                weights[row * outputs + 1] = target.neutralWeight();
            }
        }
        return torch.binary_cross_entropy_with_logits(
                        logits,
                        Tensor.create(expected, rows, outputs),
                        new TensorOptional(Tensor.create(weights, rows, outputs)),
                        new TensorOptional(),
                        torch.Reduction.Sum.value)
                .div(new Scalar(rows));
    }
}
