// SPDX-License-Identifier: Apache-2.0
/**
 * Networks in libtorch: weights, layers, loss and optimizer. The only place that computes with libtorch.
 *
 * <p>Start at {@link dev.undertone.train.network.SentimentNetwork}. Depends on {@code text}, {@code train.plan} and
 * {@code train.data}.
 */
package dev.undertone.train.network;
