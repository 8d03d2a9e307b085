// SPDX-License-Identifier: Apache-2.0
/**
 * Texts become outcomes: encode, infer in parts of like lengths, calibrate, decide; and one bad review never fails its
 * batch-mates.
 *
 * <p>Start at {@link dev.undertone.score.ReviewScorer}. Depends on {@code review}, {@code text}, {@code model},
 * {@code infer} and {@code batch}.
 */
package dev.undertone.score;
