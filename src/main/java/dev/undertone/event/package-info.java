// SPDX-License-Identifier: Apache-2.0
/**
 * Review events in, scored events out: the JSON of the topics.
 *
 * <p>Start at {@link dev.undertone.event.EventDecoder}. Depends on {@code review} and {@code event.shape}.
 */
package dev.undertone.event;
