// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.batch.BatchPolicy;
import dev.undertone.infer.FakeSentimentModel;
import dev.undertone.review.Outcome;
import dev.undertone.review.Scored;
import dev.undertone.serve.ServedModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScoreQueueTest {
    private final List<String> batches = new CopyOnWriteArrayList<>();
    private final HeldModel held = new HeldModel();
    private final ServedModel model = new ServedModel(held.scorer("1"));
    private ScoreQueue queue = queue(model, 100, 8);

    @AfterEach
    void stop() {
        held.release();
        queue.close();
        model.close();
    }

    @Test
    void shouldScoreTogetherWhatComesWhileABatchIsScored() throws Exception {
        // Given
        CompletableFuture<List<Outcome>> first = offer("good");
        held.awaitBegin();

        // When
        List<CompletableFuture<List<Outcome>>> others = new ArrayList<>();
        for (String text : List.of("bad", "awful", "great", "good")) {
            others.add(offer(text, "and " + text));
        }
        held.release();

        // Then
        assertThat(first.get()).hasSize(1);
        for (CompletableFuture<List<Outcome>> other : others) {
            assertThat(other.get()).hasSize(2).allMatch(Scored.class::isInstance);
        }
        assertThat(batches).containsExactly("1 requests 1 reviews", "4 requests 8 reviews");
    }

    @Test
    void shouldMakeNoBatchLargerThanItsLimit() throws Exception {
        // Given
        offer("good");
        held.awaitBegin();

        // When
        CompletableFuture<List<Outcome>> five = offer("a", "b", "c", "d", "e");
        CompletableFuture<List<Outcome>> four = offer("a", "b", "c", "d");
        CompletableFuture<List<Outcome>> nine = offer("a", "b", "c", "d", "e", "f", "g", "h", "i");
        held.release();

        // Then
        assertThat(List.of(five.get().size(), four.get().size(), nine.get().size()))
                .containsExactly(5, 4, 9);
        assertThat(batches)
                .containsExactly(
                        "1 requests 1 reviews", "1 requests 5 reviews", "1 requests 4 reviews", "1 requests 9 reviews");
    }

    @Test
    void shouldTurnAwayWhatThereIsNoRoomFor() throws Exception {
        // Given
        queue.close();
        queue = queue(model, 3, 8);
        offer("good", "bad");
        held.awaitBegin();

        // When
        Optional<CompletionStage<List<Outcome>>> tooMany = queue.offer(List.of("good", "bad"));
        Optional<CompletionStage<List<Outcome>>> fits = queue.offer(List.of("good"));

        // Then
        assertThat(tooMany).isEmpty();
        assertThat(fits).isPresent();
        assertThat(queue.offer(List.of("good"))).isEmpty();
        queue.leave(2);
        assertThat(queue.offer(List.of("good"))).isPresent();
    }

    @Test
    void shouldScoreEachRequestByTheModelThatItWasEncodedFor() throws Exception {
        // Given
        offer("good");
        held.awaitBegin();
        CompletableFuture<List<Outcome>> before = offer("good", "bad");
        FakeSentimentModel next = FakeSentimentModel.healthy();
        model.replaceBy(HeldModel.scorer(next, "2"));

        // When
        CompletableFuture<List<Outcome>> after = offer("good", "bad");
        held.release();

        // Then
        assertThat(before.get()).allMatch(outcome -> version(outcome).equals("1"));
        assertThat(after.get()).allMatch(outcome -> version(outcome).equals("2"));
        assertThat(next.isClosed()).isFalse();
    }

    @Test
    void shouldFailTheRequestsOfABatchThatTheModelFailsOnAndGoOn() throws Exception {
        // Given
        ServedModel broken =
                new ServedModel(HeldModel.scorer(FakeSentimentModel.healthy().failingOnEverything(), "1"));
        try (ScoreQueue failing = queue(broken, 100, 8)) {
            CompletableFuture<List<Outcome>> failed =
                    failing.offer(List.of("good")).orElseThrow().toCompletableFuture();

            // When
            assertThatThrownBy(failed::get).hasMessageContaining("the model fails on everything");
            broken.replaceBy(HeldModel.scorer(FakeSentimentModel.healthy(), "2"));

            // Then
            assertThat(failing.offer(List.of("good"))
                            .orElseThrow()
                            .toCompletableFuture()
                            .get())
                    .hasSize(1);
        }
    }

    @Test
    void shouldFailWhatWaitsWhenItIsClosedAndGiveTheModelBack() throws Exception {
        // Given
        offer("good");
        held.awaitBegin();
        CompletableFuture<List<Outcome>> waiting = offer("bad");
        CompletableFuture<Void> closing = CompletableFuture.runAsync(queue::close);
        held.release();

        // When
        closing.get();

        // Then
        assertThat(waiting).isDone();
        assertThatThrownBy(() -> offer("late").get()).hasMessageContaining("stopping");
    }

    @Test
    void shouldAnswerForNoTextsAtOnce() throws Exception {
        assertThat(offer().get()).isEmpty();
    }

    private CompletableFuture<List<Outcome>> offer(String... texts) {
        return queue.offer(List.of(texts)).orElseThrow().toCompletableFuture();
    }

    private static String version(Outcome outcome) {
        return ((Scored) outcome).model().version();
    }

    private ScoreQueue queue(ServedModel of, int mostWaiting, int maxSize) {
        return ScoreQueue.start(
                of, new BatchPolicy(maxSize, 1_000, Duration.ZERO), 1, mostWaiting, new ScoreRequestMetrics() {
                    @Override
                    public void batchScored(int requests, int reviews) {
                        batches.add(requests + " requests " + reviews + " reviews");
                    }
                });
    }
}
