// SPDX-License-Identifier: Apache-2.0
/**
 * Trends: the sentiment over time of what reviews have in common, in a Kafka Streams application of its own behind the
 * scored topic. A neighbour of the scorer, no part of its path.
 *
 * <p>Start at {@link dev.undertone.trends.TrendsTopology}, then {@link dev.undertone.trends.MergingProcessor}. Depends
 * on {@code review}, {@code event}, {@code kafka}, {@code http}, {@code config} and {@code stream}.
 */
package dev.undertone.trends;
