// SPDX-License-Identifier: Apache-2.0
/**
 * The commands of the trainer: train, compare and evaluate.
 *
 * <p>Start at {@link dev.undertone.cli.learn.TrainCommand}. Depends on {@code review}, {@code text},
 * {@code evaluate.behaviour}, {@code report}, {@code evaluate}, {@code model}, {@code score}, {@code config},
 * {@code corpus.file}, {@code corpus}, {@code encoder}, {@code train.plan}, {@code train.data}, {@code train.fit},
 * {@code train.bundle}, {@code train}, {@code compare}, {@code compare.report} and {@code cli.terminal}.
 */
package dev.undertone.cli.learn;
