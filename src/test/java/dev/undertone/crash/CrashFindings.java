// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash;

/**
 * What the audit of a run found.
 *
 * @param reviews in the input topic, poison included
 * @param scores seen by a reader of committed records
 * @param deadLetters seen by the same
 * @param lost reviews without an outcome
 * @param duplicated outcomes beyond the first of their review
 * @param outOfOrder outcomes that come after one of a later review of the same partition
 * @param wrong outcomes that are not what their review asks for: another label, poison scored, another record named
 * @param forgotten reviews that the broker acknowledged and does not have, for which no application could be blamed
 */
public record CrashFindings(
        int reviews, int scores, int deadLetters, int lost, int duplicated, int outOfOrder, int wrong, int forgotten) {}
