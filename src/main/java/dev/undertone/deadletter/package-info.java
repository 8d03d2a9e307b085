// SPDX-License-Identifier: Apache-2.0
/**
 * The format of dead letters: the headers that Undertone writes, and those that it reads, whoever wrote them.
 *
 * <p>Start at {@link dev.undertone.deadletter.DeadLetterHeaders} for what is written and
 * {@link dev.undertone.deadletter.HeaderDialect} for what is read. Depends on {@code review} and {@code kafka}.
 */
package dev.undertone.deadletter;
