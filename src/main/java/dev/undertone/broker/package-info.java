// SPDX-License-Identifier: Apache-2.0
/**
 * An embedded Kafka broker of a single node. The only place that sees the server of Kafka.
 *
 * <p>Start at {@link dev.undertone.broker.EmbeddedBroker}. Depends on nothing.
 */
package dev.undertone.broker;
