// SPDX-License-Identifier: Apache-2.0
/**
 * What is asked of any Kafka cluster before and while work is done: whether it answers, which rights it grants, what
 * its topics take, and their committed records.
 *
 * <p>Start at {@link dev.undertone.kafka.Cluster}. Depends on nothing.
 */
package dev.undertone.kafka;
