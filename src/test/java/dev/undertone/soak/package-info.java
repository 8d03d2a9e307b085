// SPDX-License-Identifier: Apache-2.0
/**
 * Days of a scorer in small: mixed load, swaps of models, kills and poison for as long as one likes, its memory written
 * down, and a ledger of every record afterwards. The processes are those of {@link dev.undertone.crash}.
 *
 * <p>Start at {@link dev.undertone.soak.SoakIT}.
 */
package dev.undertone.soak;
