// SPDX-License-Identifier: Apache-2.0
/**
 * The models in service: one is exchanged for another while threads score with it, and a second one scores beside the
 * first to be compared.
 *
 * <p>Start at {@link dev.undertone.serve.ServedModel}, then {@link dev.undertone.serve.ReloadableModel}. Depends on
 * {@code review}, {@code model} and {@code score}.
 */
package dev.undertone.serve;
