// SPDX-License-Identifier: Apache-2.0
/**
 * The model bundle on disk: written by the trainer, verified and opened by the scorer, refused with a reason where
 * anything does not match.
 *
 * <p>Start at {@link dev.undertone.model.ModelBundle}. Depends on {@code text} and {@code evaluate}.
 */
package dev.undertone.model;
