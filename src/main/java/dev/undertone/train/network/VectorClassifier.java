// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.network;

import dev.undertone.train.data.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Says of the vectors of texts how positive and how neutral they are: one hidden layer on top of what a sentence
 * encoder gives, so that a word can mean one thing of a film and another of a phone. Learns in seconds. Immutable;
 * confined to one thread.
 */
public final class VectorClassifier {
    public static final int BATCH = 256;
    private static final double RATE = 2e-3;
    private static final double DECAY = 0.02;
    private static final double DROPOUT = 0.3;

    /** Input weight, input bias, output weight, output bias. */
    private final List<float[]> weights;

    private final int width;
    private final int hidden;

    private VectorClassifier(List<float[]> weights, int width, int hidden) {
        this.weights = weights;
        this.width = width;
        this.hidden = hidden;
    }

    /**
     * Learns.
     *
     * @param vectors one a text, all of one size
     * @param targets of each text
     * @param hidden units of the layer between
     * @param epochs passes over the texts
     */
    public static VectorClassifier learn(
            List<float[]> vectors, List<Target> targets, int hidden, int epochs, long seed) {
        int width = vectors.get(0).length;
        Random random = new Random(seed);
        List<float[]> start = List.of(
                drawn(hidden * width, Math.sqrt(6.0 / (hidden + width)) * 3, random),
                new float[hidden],
                drawn(2 * hidden, Math.sqrt(6.0 / (hidden + 2)), random),
                new float[2]);
        return Libtorch.scoped(() -> {
            torch.manual_seed(seed);
            long[][] shapes = {{hidden, width}, {hidden}, {2, hidden}, {2}};
            List<Tensor> learned = new ArrayList<>();
            List<Tensor> first = new ArrayList<>();
            List<Tensor> second = new ArrayList<>();
            for (int i = 0; i < shapes.length; i++) {
                learned.add(Tensor.create(start.get(i).clone(), shapes[i]).set_requires_grad(true));
                first.add(torch.zeros(shapes[i]));
                second.add(torch.zeros(shapes[i]));
            }
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < vectors.size(); i++) {
                order.add(i);
            }
            long steps = (long) epochs * ((order.size() + BATCH - 1) / BATCH);
            long step = 0;
            for (int epoch = 0; epoch < epochs; epoch++) {
                Collections.shuffle(order, random);
                for (int from = 0; from < order.size(); from += BATCH) {
                    List<Integer> batch = order.subList(from, Math.min(order.size(), from + BATCH));
                    long now = step++;
                    Libtorch.scoped(() -> {
                        TargetLoss.of(
                                        forward(learned, rows(vectors, batch), DROPOUT),
                                        batch.stream().map(targets::get).toList(),
                                        0)
                                .backward();
                        return null;
                    });
                    double rate = RATE * Math.min(1, (now + 1) / 100.0) * (1 - (double) now / steps);
                    Libtorch.withoutGradients(() -> {
                        for (int i = 0; i < learned.size(); i++) {
                            AdamStep.USUAL.move(learned.get(i), first.get(i), second.get(i), rate, DECAY, now + 1);
                        }
                        return null;
                    });
                }
            }
            return new VectorClassifier(learned.stream().map(Libtorch::numbers).toList(), width, hidden);
        });
    }

    private static Tensor rows(List<float[]> vectors, List<Integer> batch) {
        int width = vectors.get(0).length;
        float[] all = new float[batch.size() * width];
        for (int row = 0; row < batch.size(); row++) {
            System.arraycopy(vectors.get(batch.get(row)), 0, all, row * width, width);
        }
        return Tensor.create(all, batch.size(), width);
    }

    private static Tensor forward(List<Tensor> w, Tensor rows, double dropout) {
        Tensor inside = torch.relu(rows.matmul(w.get(0).t()).add(w.get(1)));
        inside = torch.dropout(inside, dropout, dropout > 0);
        return inside.matmul(w.get(2).t()).add(w.get(3));
    }

    private static float[] drawn(int count, double range, Random random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (range * (2 * random.nextDouble() - 1));
        }
        return values;
    }

    /** The logits of positive and of neutral for one text. */
    public double[] logits(float[] vector) {
        double[] logits = {weights.get(3)[0], weights.get(3)[1]};
        float[] input = weights.get(0);
        for (int unit = 0; unit < hidden; unit++) {
            double sum = weights.get(1)[unit];
            for (int i = 0; i < width; i++) {
                sum += input[unit * width + i] * vector[i];
            }
            if (sum > 0) {
                logits[0] += weights.get(2)[unit] * sum;
                logits[1] += weights.get(2)[hidden + unit] * sum;
            }
        }
        return logits;
    }
}
