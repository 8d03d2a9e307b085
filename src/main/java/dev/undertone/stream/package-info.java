// SPDX-License-Identifier: Apache-2.0
/**
 * The Kafka Streams application: records in, batches through the scorer, records out, and never an offset committed
 * before its review has its outcome.
 *
 * <p>Start at {@link dev.undertone.stream.ScoringTopology}, then {@link dev.undertone.stream.MicroBatchProcessor}.
 * Depends on {@code review}, {@code text}, {@code batch}, {@code score}, {@code event}, {@code kafka}, {@code http},
 * {@code serve}, {@code config}, {@code registry}, {@code tracing}, {@code stream.intake} and {@code stream.outcome}.
 */
package dev.undertone.stream;
