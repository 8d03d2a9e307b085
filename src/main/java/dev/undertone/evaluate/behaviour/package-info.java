// SPDX-License-Identifier: Apache-2.0
/**
 * What people expect of a sentiment: short cases, and how many of them a model meets.
 *
 * <p>Start at {@link dev.undertone.evaluate.behaviour.BehaviourSuite}. Depends on {@code review}.
 */
package dev.undertone.evaluate.behaviour;
