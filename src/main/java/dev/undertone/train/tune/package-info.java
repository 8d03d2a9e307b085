// SPDX-License-Identifier: Apache-2.0
/**
 * Fine-tunes a sentence encoder in libtorch and keeps what it says of texts.
 *
 * <p>Start at {@link dev.undertone.train.tune.TunedEncoder}, then {@link dev.undertone.train.tune.EncoderTuning}.
 * Depends on {@code encoder}, {@code train.plan}, {@code train.data}, {@code train.network} and {@code train.fit}.
 */
package dev.undertone.train.tune;
