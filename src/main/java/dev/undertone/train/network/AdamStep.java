// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.network;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The arithmetic of Adam with decoupled weight decay (Loshchilov and Hutter 2019), for one tensor and one step.
 *
 * @param firstDecay of the running mean of the gradients
 * @param secondDecay of the running mean of their squares
 * @param epsilon keeps the division from one by zero
 */
public record AdamStep(double firstDecay, double secondDecay, double epsilon) {
    /** With the usual constants. */
    static final AdamStep USUAL = new AdamStep(0.9, 0.999, 1e-8);

    /**
     * Moves a weight along its gradient and clears that; nothing may record gradients meanwhile.
     *
     * @param moment running mean of its gradients, brought up to date
     * @param square running mean of their squares, brought up to date
     * @param rate the learning rate
     * @param decay of the weight, before the rate; 0 for none
     * @param step which one it is, counted from 1
     */
    public void move(Tensor weight, Tensor moment, Tensor square, double rate, double decay, long step) {
        Tensor gradient = weight.grad();
        if (decay > 0) {
            weight.mul_(new Scalar(1 - rate * decay));
        }
        moment.lerp_(gradient, new Scalar(1 - firstDecay));
        square.mul_(new Scalar(secondDecay)).addcmul_(gradient, gradient, new Scalar(1 - secondDecay));
        double squareCorrection = Math.sqrt(1 - Math.pow(secondDecay, step));
        Tensor denominator = square.sqrt().div_(new Scalar(squareCorrection)).add_(new Scalar(epsilon));
        weight.addcdiv_(moment, denominator, new Scalar(-rate / (1 - Math.pow(firstDecay, step))));
        gradient.zero_();
    }
}
