// SPDX-License-Identifier: Apache-2.0
/**
 * The proof that no review is lost: the distribution as processes, killed, frozen, joined, left and cut off from the
 * broker at random moments, and an audit of every numbered review afterwards.
 *
 * <p>Start at {@link dev.undertone.crash.CrashIT}.
 */
package dev.undertone.crash;
