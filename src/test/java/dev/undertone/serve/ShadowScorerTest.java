// SPDX-License-Identifier: Apache-2.0
package dev.undertone.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.infer.FakeSentimentModel;
import dev.undertone.infer.SentimentModel;
import dev.undertone.model.Calibration;
import dev.undertone.review.Label;
import dev.undertone.review.ModelId;
import dev.undertone.review.Outcome;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Rejected;
import dev.undertone.review.Scored;
import dev.undertone.score.ReviewScorer;
import dev.undertone.score.ScoreMapper;
import dev.undertone.testing.TinyModel;
import dev.undertone.text.TokenIds;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ShadowScorerTest {
    private static final ModelId SERVED = new ModelId("served", "1");

    private final Counts counts = new Counts();

    @Test
    void shouldCountAgreementAndTheDifferenceOfTheScores() {
        try (ServedModel model = served(FakeSentimentModel.giving(review -> 0), "2");
                ShadowScorer shadow = ShadowScorer.start(model, counts, SERVED)) {
            // When
            shadow.offer(
                    List.of("good", "bad", "great"),
                    List.of(scored(Label.POSITIVE, 0.75), scored(Label.NEGATIVE, 0.25), scored(Label.POSITIVE, 0.5)));

            // Then
            Awaitility.await().until(() -> counts.agreements.size() == 3);
            assertThat(counts.agreements).containsExactly(true, false, true);
            assertThat(counts.differences.get(0)).isCloseTo(0.5, within(1e-9));
            assertThat(counts.differences.get(2)).isCloseTo(0, within(1e-9));
        }
    }

    @Test
    void shouldLeaveOutWhatTheServedModelRejected() {
        try (ServedModel model = served(FakeSentimentModel.healthy(), "2");
                ShadowScorer shadow = ShadowScorer.start(model, counts, SERVED)) {
            // When
            shadow.offer(
                    List.of("...", "good"),
                    List.of(new Rejected(RejectReason.EMPTY_TEXT, "no word"), scored(Label.POSITIVE, 0.75)));

            // Then
            Awaitility.await().until(() -> !counts.agreements.isEmpty());
            assertThat(counts.agreements).hasSize(1);
            assertThat(counts.failed).isEmpty();
        }
    }

    @Test
    void shouldCountWhatItFailsOnAndGoOn() {
        try (ServedModel model = served(FakeSentimentModel.healthy().failingOnLength(2), "2");
                ShadowScorer shadow = ShadowScorer.start(model, counts, SERVED)) {
            // When
            shadow.offer(Collections.nCopies(5, "good good"), Collections.nCopies(5, scored(Label.POSITIVE, 0.75)));
            shadow.offer(List.of("good"), List.of(scored(Label.POSITIVE, 0.75)));

            // Then
            Awaitility.await().until(() -> !counts.agreements.isEmpty());
            assertThat(counts.failed).containsExactly(5);
        }
    }

    @Test
    void shouldDropAndCountWhatItIsTooSlowForWithoutMakingAnybodyWait() {
        CountDownLatch released = new CountDownLatch(1);
        try (ServedModel model = served(new StuckModel(released), "2");
                ShadowScorer shadow = ShadowScorer.start(model, counts, SERVED)) {
            // Given
            String text = "good ".repeat(200_000);

            // When
            for (int i = 0; i < 20; i++) {
                shadow.offer(List.of(text), List.of(scored(Label.POSITIVE, 0.75)));
            }

            // Then
            assertThat(counts.dropped).hasSizeBetween(15, 16).containsOnly(1);
            released.countDown();
            Awaitility.await().until(() -> counts.agreements.size() == 20 - counts.dropped.size());
        }
    }

    @Test
    void shouldBeginAnewWhenEitherModelChanges() {
        try (ServedModel model = served(FakeSentimentModel.healthy(), "2");
                ShadowScorer shadow = ShadowScorer.start(model, counts, SERVED)) {
            // Given
            shadow.offer(List.of("good"), List.of(scored(Label.POSITIVE, 0.75)));
            Awaitility.await().until(() -> counts.agreements.size() == 1);

            // When
            model.replaceBy(scorer(FakeSentimentModel.healthy(), "3"));
            shadow.offer(List.of("good"), List.of(scored(Label.POSITIVE, 0.75)));
            shadow.offer(
                    List.of("good"), List.of(new Scored(Label.POSITIVE, 0.75, 1, false, new ModelId("served", "2"))));

            // Then
            Awaitility.await().until(() -> counts.agreements.size() == 3);
            assertThat(counts.pairs)
                    .containsExactly("served 1 and shadow 2", "served 1 and shadow 3", "served 2 and shadow 3");
        }
    }

    @Test
    void shouldGiveTheModelBackBetweenBatches() {
        // Given
        FakeSentimentModel fake = FakeSentimentModel.healthy();
        try (ServedModel model = served(fake, "2");
                ShadowScorer shadow = ShadowScorer.start(model, counts, SERVED)) {
            shadow.offer(List.of("good"), List.of(scored(Label.POSITIVE, 0.75)));
            Awaitility.await().until(() -> counts.agreements.size() == 1);

            // When
            model.replaceBy(scorer(FakeSentimentModel.healthy(), "3"));

            // Then
            Awaitility.await().until(fake::isClosed);
        }
    }

    private static Outcome scored(Label label, double probability) {
        return new Scored(label, probability, 1, false, SERVED);
    }

    private static ServedModel served(SentimentModel model, String version) {
        return new ServedModel(scorer(model, version));
    }

    private static ReviewScorer scorer(SentimentModel model, String version) {
        return new ReviewScorer(
                model, TinyModel.encoder(), new ScoreMapper(new ModelId("shadow", version), Calibration.identity(), 0));
    }

    /** Scores nothing until it is let. */
    private record StuckModel(CountDownLatch released) implements SentimentModel {
        @Override
        public float[] logits(List<TokenIds> batch) {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new float[batch.size()];
        }

        @Override
        public void close() {}
    }

    private static final class Counts implements ModelMetrics {
        private final List<String> pairs = new CopyOnWriteArrayList<>();
        private final List<Boolean> agreements = new CopyOnWriteArrayList<>();
        private final List<Double> differences = new CopyOnWriteArrayList<>();
        private final List<Integer> dropped = new CopyOnWriteArrayList<>();
        private final List<Integer> failed = new CopyOnWriteArrayList<>();

        @Override
        public void shadowCompares(ModelId served, ModelId shadow) {
            pairs.add(served + " and " + shadow);
        }

        @Override
        public void shadowCompared(boolean sameLabel, double difference) {
            differences.add(difference);
            agreements.add(sameLabel);
        }

        @Override
        public void shadowDropped(int reviews) {
            dropped.add(reviews);
        }

        @Override
        public void shadowFailed(int reviews) {
            failed.add(reviews);
        }
    }
}
