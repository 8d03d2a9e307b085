// SPDX-License-Identifier: Apache-2.0
/**
 * The commands that list, show and replay dead letters.
 *
 * <p>Start at {@link dev.undertone.cli.redrive.RedriveCommand}. Depends on {@code report}, {@code kafka},
 * {@code config}, {@code deadletter}, {@code redrive} and {@code cli.terminal}.
 */
package dev.undertone.cli.redrive;
