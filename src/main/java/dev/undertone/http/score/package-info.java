// SPDX-License-Identifier: Apache-2.0
/**
 * {@code POST /score}: texts and events over HTTP, scored in batches with what other requests brought meanwhile.
 *
 * <p>Start at {@link dev.undertone.http.score.ScoreEndpoint}, then {@link dev.undertone.http.score.ScoreQueue}. Depends
 * on {@code review}, {@code text}, {@code batch}, {@code score}, {@code event}, {@code event.shape},
 * {@code serve} and {@code http}.
 */
package dev.undertone.http.score;
