// SPDX-License-Identifier: Apache-2.0
/**
 * Dead letters worked: read back whoever wrote them, chosen by a filter, and replayed to a topic, each once.
 *
 * <p>Start at {@link dev.undertone.redrive.Replay}, then {@link dev.undertone.deadletter.HeaderDialect}. Depends on
 * {@code kafka} and {@code deadletter}.
 */
package dev.undertone.redrive;
