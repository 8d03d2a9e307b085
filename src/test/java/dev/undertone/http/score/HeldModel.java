// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.score;

import dev.undertone.infer.FakeSentimentModel;
import dev.undertone.model.Calibration;
import dev.undertone.review.ModelId;
import dev.undertone.score.ReviewScorer;
import dev.undertone.score.ScoreMapper;
import dev.undertone.testing.TinyModel;
import java.util.concurrent.CountDownLatch;

/** Scorers that wait with their first score until they are let go. */
final class HeldModel {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    ReviewScorer scorer(String version) {
        FakeSentimentModel model = FakeSentimentModel.giving(review -> {
            begun.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 1;
        });
        return scorer(model, version);
    }

    static ReviewScorer scorer(FakeSentimentModel model, String version) {
        return new ReviewScorer(
                model, TinyModel.encoder(), new ScoreMapper(new ModelId("held", version), Calibration.identity(), 0));
    }

    void awaitBegin() throws InterruptedException {
        begun.await();
    }

    void release() {
        released.countDown();
    }
}
