// SPDX-License-Identifier: Apache-2.0
/**
 * Keys, defaults, validation, and where each value came from.
 *
 * <p>Start at {@link dev.undertone.config.ScorerConfig}. Depends on the small records it fills, of {@code batch},
 * {@code event.shape}, {@code kafka}, {@code registry} and {@code tracing}.
 */
package dev.undertone.config;
