// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.tune;

import dev.undertone.encoder.TextVectors;
import dev.undertone.train.data.LabelledTexts;
import dev.undertone.train.fit.TrainingObserver;
import dev.undertone.train.network.Libtorch;
import dev.undertone.train.network.TargetLoss;
import dev.undertone.train.plan.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Fine-tunes a sentence encoder: one pass over the texts with a label, with AdamW (Loshchilov and Hutter 2019), a rate
 * that rises for a while and falls to nothing. Long texts are cut, and only as many of them take part as cost a quarter
 * of what the short ones do: what an encoder has to learn of sentiment is in sentences. Confined to one thread.
 */
final class EncoderTuning {
    /** Changes with anything below, so that what another release tuned is not taken for this one's. */
    static final String VERSION = "1";

    /** What learning from a token costs, where reading it costs 1. */
    static final int COST = 3;

    private static final int TUNED_TOKENS = 96;
    /** Texts that are cut cost a share of what the others do: 1 divided by this. */
    private static final int CUT_SHARE = 4;

    private static final double RATE = 1e-4;
    /** The layer on top starts from nothing. */
    private static final double HEAD_RATE = 10;

    private static final double WARM_UP = 0.06;
    private static final double DECAY = 0.01;
    private static final double DROPOUT = 0.1;
    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.98;
    private static final double EPSILON = 1e-7;
    private static final int STEPS_BETWEEN_FILES = 500;

    private final TextVectors vectors;
    private final BertNetwork network;
    private final long seed;
    private final TrainingObserver observer;

    EncoderTuning(TextVectors vectors, BertNetwork network, long seed, TrainingObserver observer) {
        this.vectors = vectors;
        this.network = network;
        this.seed = seed;
        this.observer = observer;
    }

    /** Learns, from where {@code file} says that another run was. */
    void tune(LabelledTexts known, TuningFile file) {
        List<List<TokenRow>> batches = batches(known);
        Map<String, Tensor> learned = network.learned();
        List<Tensor> first = zeros(learned);
        List<Tensor> second = zeros(learned);
        int step = 0;
        Optional<TuningFile.State> before = file.read();
        if (before.isPresent()) {
            step = before.get().step();
            network.take(before.get().weights());
            fill(first, before.get().first());
            fill(second, before.get().second());
        }
        observer.tuningStarted(tokens(batches), tokens(batches.subList(0, step)));
        learned.values().forEach(weight -> weight.set_requires_grad(true));
        while (step < batches.size()) {
            List<TokenRow> batch = batches.get(step);
            torch.manual_seed(Seeds.of(seed, Seeds.TUNING, step));
            Libtorch.scoped(() -> {
                Tensor logits = network.logits(TokenRow.tensor(batch), DROPOUT);
                TargetLoss.of(
                                logits,
                                batch.stream()
                                        .map(row -> known.targets().get(row.text()))
                                        .toList(),
                                0)
                        .backward();
                return null;
            });
            step++;
            move(learned, first, second, step, batches.size());
            observer.tuned((long) batch.size() * batch.get(0).ids().length);
            if (step % STEPS_BETWEEN_FILES == 0 || step == batches.size()) {
                file.write(new TuningFile.State(step, network.values(), numbers(first), numbers(second)));
            }
        }
        learned.values().forEach(weight -> weight.set_requires_grad(false));
    }

    /** How many tokens it learns from, about; cheap. */
    static long cost(List<String> texts) {
        long uncut = 0;
        long cut = 0;
        for (String text : texts) {
            long cost = TextVectors.cost(List.of(text));
            uncut += cost < TUNED_TOKENS ? cost : 0;
            cut += cost < TUNED_TOKENS ? 0 : TUNED_TOKENS;
        }
        return uncut + Math.min(cut, uncut / CUT_SHARE);
    }

    private List<List<TokenRow>> batches(LabelledTexts known) {
        Random random = new Random(seed);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        List<TokenRow> rows = new ArrayList<>();
        List<TokenRow> cut = new ArrayList<>();
        for (int text : order) {
            TokenRow row = new TokenRow(text, vectors.source().ids(known.texts().get(text), TUNED_TOKENS));
            (row.ids().length < TUNED_TOKENS ? rows : cut).add(row);
        }
        long budget = rows.stream().mapToLong(row -> row.ids().length).sum();
        rows.addAll(cut.subList(0, (int) Math.min(cut.size(), Math.max(budget / CUT_SHARE / TUNED_TOKENS, 1_000))));
        List<List<TokenRow>> batches = TokenRow.batches(rows);
        Collections.shuffle(batches, random);
        return batches;
    }

    private static long tokens(List<List<TokenRow>> batches) {
        return batches.stream()
                .mapToLong(batch -> (long) batch.size() * batch.get(0).ids().length)
                .sum();
    }

    private static void move(
            Map<String, Tensor> learned, List<Tensor> first, List<Tensor> second, int step, int steps) {
        double rate = RATE * Math.min(1, step / (WARM_UP * steps)) * (1 - (double) step / (steps + 1));
        Libtorch.withoutGradients(() -> {
            double squares = 0;
            for (Tensor weight : learned.values()) {
                squares += Math.pow(weight.grad().norm().item_float(), 2);
            }
            Scalar clip = new Scalar(Math.min(1, 1 / Math.sqrt(squares + 1e-12)));
            int i = 0;
            for (Map.Entry<String, Tensor> named : learned.entrySet()) {
                Tensor weight = named.getValue();
                Tensor gradient = weight.grad().mul_(clip);
                Tensor moment = first.get(i).lerp_(gradient, new Scalar(1 - FIRST_DECAY));
                Tensor square = second.get(i)
                        .mul_(new Scalar(SECOND_DECAY))
                        .addcmul_(gradient, gradient, new Scalar(1 - SECOND_DECAY));
                Tensor root = square.sqrt()
                        .div_(new Scalar(Math.sqrt(1 - Math.pow(SECOND_DECAY, step))))
                        .add_(new Scalar(EPSILON));
                double own = BertNetwork.isHead(named.getKey()) ? HEAD_RATE * rate : rate;
                if (weight.dim() > 1) {
                    weight.mul_(new Scalar(1 - own * DECAY));
                }
                weight.addcdiv_(moment, root, new Scalar(-own / (1 - Math.pow(FIRST_DECAY, step))));
                gradient.zero_();
                i++;
            }
            return null;
        });
    }

    private static List<Tensor> zeros(Map<String, Tensor> learned) {
        return learned.values().stream().map(torch::zeros_like).toList();
    }

    private static void fill(List<Tensor> tensors, List<float[]> numbers) {
        Libtorch.withoutGradients(() -> {
            for (int i = 0; i < tensors.size(); i++) {
                tensors.get(i)
                        .copy_(Tensor.create(numbers.get(i), tensors.get(i).shape()));
            }
            return null;
        });
    }

    private static List<float[]> numbers(List<Tensor> tensors) {
        return tensors.stream().map(Libtorch::numbers).toList();
    }
}
