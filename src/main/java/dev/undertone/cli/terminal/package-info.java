// SPDX-License-Identifier: Apache-2.0
/**
 * What commands share: the terminal and the log, options for configuration and data, progress, exit codes.
 *
 * <p>Start at {@link dev.undertone.cli.terminal.Terminal} and {@link dev.undertone.cli.terminal.Failure}. Depends on
 * {@code review}, {@code model}, {@code kafka}, {@code config}, {@code redrive}, {@code service}, {@code corpus.file},
 * {@code encoder}, {@code train.plan} and {@code bench.report}.
 */
package dev.undertone.cli.terminal;
