// SPDX-License-Identifier: Apache-2.0
/**
 * What becomes of records before Kafka Streams has them: those that cannot be read yet wait.
 *
 * <p>Start at {@link dev.undertone.stream.intake.HoldingConsumer}. Depends on {@code event}.
 */
package dev.undertone.stream.intake;
