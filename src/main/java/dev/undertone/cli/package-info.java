// SPDX-License-Identifier: Apache-2.0
/**
 * The commands: one class each, thin. The only package that knows every other.
 *
 * <p>Start at {@link dev.undertone.cli.Main}.
 */
package dev.undertone.cli;
