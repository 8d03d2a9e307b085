// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.plan;

/**
 * Who says what to learn from reviews without a label: an n-gram classifier, and networks that learned from it. The
 * mean of their logits is what the model learns (Hinton et al. 2015, "Distilling the Knowledge in a Neural Network";
 * Xie et al. 2020, "Self-training with Noisy Student"). It costs nothing where every review has a label.
 *
 * @param networks how many networks teach beside the n-gram classifier; each is two, which label the reviews the other
 *     learned from
 * @param epochs of each of them
 * @param tunedEncoder whether a sentence encoder that teaches learns from the texts with a label first
 */
public record Distillation(int networks, int epochs, boolean tunedEncoder) {
    static final Distillation NONE = new Distillation(0, 1, false);

    public Distillation {
        if (networks < 0 || epochs < 1) {
            throw new IllegalArgumentException("there must be 0 teaching networks or more, of 1 epoch at least, not "
                    + networks + " of " + epochs);
        }
    }
}
