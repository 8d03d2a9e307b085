// SPDX-License-Identifier: Apache-2.0
/**
 * What others can rely on of scored events and dead letters, described once, as schemas of several kinds.
 *
 * <p>Start at {@link dev.undertone.event.contract.ScoredEventContract}. Depends on {@code review} and
 * {@code deadletter}.
 */
package dev.undertone.event.contract;
