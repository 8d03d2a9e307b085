// SPDX-License-Identifier: Apache-2.0
/**
 * Where Kafka is: an embedded single node, the questions asked of any cluster before work starts, and the committed
 * records of its topics.
 *
 * <p>Start at {@link dev.undertone.kafka.Cluster}. Depends on nothing.
 */
package dev.undertone.broker;
