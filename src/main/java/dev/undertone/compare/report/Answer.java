// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare.report;

import java.util.Objects;

/**
 * One answer that figures give.
 *
 * @param statement that is tested, without a full stop
 * @param verdict on it
 * @param figure that decides, in a few words
 * @param reason one sentence or two with all figures
 */
public record Answer(String statement, ClaimVerdict verdict, String figure, String reason) {
    public Answer {
        Objects.requireNonNull(verdict, "verdict");
        if (statement.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("an answer needs a statement and a reason");
        }
    }
}
