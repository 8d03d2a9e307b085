// SPDX-License-Identifier: Apache-2.0
/**
 * Keys, defaults, validation, and where each value came from.
 *
 * <p>Start at {@link dev.undertone.config.ScorerConfig}. Depends on the small records it fills, of {@code batch},
 * {@code event.shape}, {@code kafka} and {@code registry}.
 */
package dev.undertone.config;
