// SPDX-License-Identifier: Apache-2.0
/**
 * Reviews as the trainer needs them: encoded, with targets, without duplicates, in batches.
 *
 * <p>Start at {@link dev.undertone.train.data.Dataset}. Depends on {@code review}, {@code text}, {@code infer},
 * {@code corpus} and {@code train.plan}.
 */
package dev.undertone.train.data;
