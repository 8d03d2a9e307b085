// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare.report;

import dev.undertone.compare.ComparisonFigures;
import dev.undertone.compare.RunFigures;
import java.util.Map;

/**
 * What runs cost, over the seeds.
 *
 * @param training processor time of learning from one review once, in microseconds
 * @param scoring processor time of scoring one review, in microseconds
 */
record RunCosts(Spread training, Spread scoring) {
    /** Times that differ by a smaller share are alike: other programs on the machine move them by as much. */
    static final double TELLING = 0.05;

    static RunCosts of(Map<Long, RunFigures> runs) {
        return new RunCosts(
                Spread.of(ComparisonFigures.each(runs, RunFigures::trainingMicrosPerReview)),
                Spread.of(ComparisonFigures.each(runs, run -> run.scoring().microsPerReview())));
    }
}
