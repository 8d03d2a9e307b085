// SPDX-License-Identifier: Apache-2.0
/**
 * A text becomes token ids, by one piece of code for training and serving.
 *
 * <p>Start at {@link dev.undertone.text.ReviewEncoder}, then {@link dev.undertone.text.Tokenizer}. Depends on nothing.
 */
package dev.undertone.text;
