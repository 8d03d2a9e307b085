// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash;

/**
 * What a storm did.
 *
 * @param kills of scorers
 * @param visits of further instances, which joined and left
 * @param restarts of scorers, in the regular way
 * @param freezes of scorers
 */
record Damage(int kills, int visits, int restarts, int freezes, int brokerRestarts, int brokerFreezes) {}
