// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.batch.BatchPolicy;
import dev.undertone.batch.FlushReason;
import dev.undertone.infer.FakeSentimentModel;
import dev.undertone.kafka.TopicPartitionOffset;
import dev.undertone.model.Calibration;
import dev.undertone.review.ModelId;
import dev.undertone.review.Scored;
import dev.undertone.score.ModelBrokenException;
import dev.undertone.score.ReviewScorer;
import dev.undertone.score.ScoreMapper;
import dev.undertone.score.ScoringMetrics;
import dev.undertone.serve.ServedModel;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import dev.undertone.text.Vocabulary;
import dev.undertone.tracing.Tracing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** When a review is scored, and which model does while models are exchanged. The two know "good" by different ids. */
class ThreadBatchTest {
    private long now;
    private final FakeSentimentModel first = FakeSentimentModel.healthy();
    private final FakeSentimentModel second = FakeSentimentModel.healthy();
    private final ServedModel model = new ServedModel(scorer(first, "1", "good", "bad"));
    private final ThreadBatch batch = new ThreadBatch(
            model,
            Optional.empty(),
            new BatchPolicy(10, 6, Duration.ofMillis(20)),
            ScoringMetrics.NONE,
            Tracing.NONE,
            () -> now);

    @Test
    void shouldScoreEachReviewWithTheModelThatEncodedIt() {
        // Given
        PendingReview before = add("good");
        swap();

        // When
        PendingReview after = add("good");
        batch.score(FlushReason.LINGER);

        // Then
        assertThat(versions(before, after)).containsExactly("1", "2");
        assertThat(first.calls()).containsExactly(List.of(TokenIds.of(2)));
        assertThat(first.isClosed()).isTrue();
        assertThat(second.calls()).containsExactly(List.of(TokenIds.of(3)));
    }

    @Test
    void shouldScoreAReviewThatFoundNoRoomWithTheModelThatEncodedIt() {
        // Given
        PendingReview waiting = add("good bad good");
        PendingReview large = review("good good good good");
        swap();

        // When
        batch.add(large, now, 0);
        batch.score(FlushReason.LINGER);

        // Then
        assertThat(versions(waiting, large)).containsExactly("1", "1");
    }

    @Test
    void shouldHoldNoModelWhileNothingWaits() {
        // Given
        add("good");
        batch.score(FlushReason.LINGER);

        // When
        swap();

        // Then
        assertThat(first.isClosed()).isTrue();
    }

    @Test
    void shouldLetAModelGoWithTheLastReviewOfATaskThatGoesAway() {
        // Given
        PendingReview review = add("good");
        swap();

        // When
        batch.forget(Set.of(review));

        // Then
        assertThat(first.isClosed()).isTrue();
    }

    @Test
    void shouldKeepTheModelOfReviewsThatGoOnWaitingBecauseItFails() {
        // Given
        FakeSentimentModel broken = FakeSentimentModel.healthy().failingOnEverything();
        model.replaceBy(scorer(broken, "2", "good"));
        PendingReview review = add("good");
        swap();

        // When
        assertThatThrownBy(() -> batch.score(FlushReason.COMMIT)).isInstanceOf(ModelBrokenException.class);

        // Then
        assertThat(review.isComplete()).isFalse();
        assertThat(broken.isClosed()).isFalse();
    }

    @Test
    void shouldLeaveABatchThatIsDueToTheTimerAsMoreMayBeAtHand() {
        // Given
        PendingReview due = add("good");
        now = Duration.ofSeconds(1).toNanos();

        // When
        PendingReview behind = add("bad");

        // Then
        assertThat(due.isComplete()).isFalse();
        assertThat(batch.scoreIfDue()).isTrue();
        assertThat(behind.isComplete()).isTrue();
        assertThat(first.calls()).hasSize(1);
    }

    @Test
    void shouldMakeBatchesSmallerWhileAModelIsSlow() {
        // Given a model that reads 256 tokens a second
        FakeSentimentModel slow = FakeSentimentModel.giving(review -> {
            now += review.length() * Duration.ofSeconds(1).toNanos() / 256;
            return 0;
        });
        ServedModel served = new ServedModel(scorer(slow, "1", "good", "bad"));
        ThreadBatch large = new ThreadBatch(
                served,
                Optional.empty(),
                new BatchPolicy(100, 1_000, Duration.ofMillis(20)),
                ScoringMetrics.NONE,
                Tracing.NONE,
                () -> now);
        addReviewsOfSixteen(large, 8);
        large.score(FlushReason.LINGER);

        // When
        List<Optional<FlushReason>> reasons = addReviewsOfSixteen(large, 32);

        // Then two seconds are 512 tokens
        assertThat(reasons.subList(0, 31)).containsOnly(Optional.empty());
        assertThat(reasons.get(31)).contains(FlushReason.TOKENS);
        assertThat(large.isSlow()).isTrue();
    }

    @Test
    void shouldLearnAnewHowFastAModelIsThatComesIntoService() {
        // Given
        add("good");
        batch.score(FlushReason.LINGER);
        assertThat(batch.isSlow()).isFalse();

        // When
        swap();
        add("good");

        // Then
        assertThat(batch.isSlow()).isTrue();
        batch.score(FlushReason.LINGER);
        assertThat(batch.isSlow()).isFalse();
    }

    @Test
    void shouldKnowFromItsWarmUpHowFastAModelIs() {
        // Given
        ReviewScorer warm = scorer(second, "2", "bad", "good");
        warm.warmUp(4, System::nanoTime);
        model.replaceBy(warm);

        // When
        add("good");

        // Then
        assertThat(batch.isSlow()).isFalse();
    }

    private List<Optional<FlushReason>> addReviewsOfSixteen(ThreadBatch to, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> to.add(review(to, "good ".repeat(16)), now, 0))
                .toList();
    }

    private PendingReview add(String text) {
        PendingReview review = review(text);
        batch.add(review, now, 0);
        return review;
    }

    private PendingReview review(String text) {
        return review(batch, text);
    }

    private static PendingReview review(ThreadBatch batch, String text) {
        return PendingReview.readable(
                new Record<>(null, null, 0),
                new TopicPartitionOffset("reviews", 0, 0),
                new TaskScope.RecordContext(null),
                Optional.of("a"),
                "",
                batch.encode(text),
                Map.of());
    }

    private void swap() {
        model.replaceBy(scorer(second, "2", "bad", "good"));
    }

    private static List<String> versions(PendingReview... reviews) {
        return Stream.of(reviews)
                .map(review -> ((Scored) review.outcome()).model().version())
                .toList();
    }

    private static ReviewScorer scorer(FakeSentimentModel fake, String version, String... words) {
        return new ReviewScorer(
                fake,
                new ReviewEncoder(Vocabulary.of(List.of(words)), 16),
                new ScoreMapper(new ModelId("m", version), Calibration.identity(), 0));
    }
}
