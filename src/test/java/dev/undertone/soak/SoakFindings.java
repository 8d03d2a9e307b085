// SPDX-License-Identifier: Apache-2.0
package dev.undertone.soak;

import dev.undertone.review.RejectReason;
import java.util.Map;

/**
 * What the ledger came to.
 *
 * @param records in the input topic
 * @param scoredBy scores by the version of their model
 * @param rejected dead letters by reason
 * @param lost records without an outcome
 * @param duplicated outcomes beyond the first of their record
 * @param wrong outcomes that are not what their record asks for: another score, model, reason, place or value
 * @param forgotten records that the broker acknowledged and does not have
 */
record SoakFindings(
        int records,
        Map<String, Integer> scoredBy,
        Map<RejectReason, Integer> rejected,
        int lost,
        int duplicated,
        int wrong,
        int forgotten) {
    int scored() {
        return scoredBy.values().stream().mapToInt(Integer::intValue).sum();
    }

    boolean areClean() {
        return lost + duplicated + wrong + forgotten == 0;
    }
}
