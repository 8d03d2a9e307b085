// SPDX-License-Identifier: Apache-2.0
/**
 * Gathers items until a batch is full or due, and sorts a batch into parts of like lengths. Pure: no clock, no thread,
 * no Kafka.
 *
 * <p>Start at {@link dev.undertone.batch.BatchBuffer}. Depends on nothing.
 */
package dev.undertone.batch;
