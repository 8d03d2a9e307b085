// SPDX-License-Identifier: Apache-2.0
/**
 * Where outcomes go: what their topics take and refuse, letters that fit, and the producer that survives a refusal.
 *
 * <p>Start at {@link dev.undertone.stream.outcome.OutputTopics}, then
 * {@link dev.undertone.stream.outcome.FittingLetter}. Depends on {@code review}, {@code event.shape},
 * {@code event.contract}, {@code event}, {@code kafka}, {@code deadletter} and {@code stream.intake}.
 */
package dev.undertone.stream.outcome;
