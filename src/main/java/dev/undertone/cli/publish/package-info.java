// SPDX-License-Identifier: Apache-2.0
/**
 * The command that publishes reviews from files, and the sources of events that other commands use as well.
 *
 * <p>Start at {@link dev.undertone.cli.publish.PublishCommand}. Depends on {@code review}, {@code event.shape},
 * {@code kafka}, {@code config}, {@code corpus.file}, {@code corpus} and {@code cli.terminal}.
 */
package dev.undertone.cli.publish;
