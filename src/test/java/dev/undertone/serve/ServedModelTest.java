// SPDX-License-Identifier: Apache-2.0
package dev.undertone.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.infer.FakeSentimentModel;
import dev.undertone.model.Calibration;
import dev.undertone.review.ModelId;
import dev.undertone.score.ReviewScorer;
import dev.undertone.score.ScoreMapper;
import dev.undertone.testing.TinyModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServedModelTest {
    private final FakeSentimentModel first = FakeSentimentModel.healthy();
    private final FakeSentimentModel second = FakeSentimentModel.healthy();
    private final ServedModel model = new ServedModel(scorer(first, "1"));

    @Test
    void shouldLeaveItsScorerToABorrowerWhenAnotherTakesItsPlace() {
        // Given
        ServedModel.Loan loan = model.borrow();

        // When
        model.replaceBy(scorer(second, "2"));

        // Then
        assertThat(loan.scorer().model().version()).isEqualTo("1");
        assertThat(first.isClosed()).isFalse();
        assertThat(model.id().version()).isEqualTo("2");
    }

    @Test
    void shouldCloseTheOldScorerOnceItsLastBorrowerGivesItBack() {
        // Given
        ServedModel.Loan one = model.borrow();
        ServedModel.Loan other = model.borrow();
        model.replaceBy(scorer(second, "2"));
        one.close();
        one.close();
        boolean closedEarly = first.isClosed();

        // When
        other.close();

        // Then
        assertThat(closedEarly).isFalse();
        assertThat(first.isClosed()).isTrue();
        assertThat(second.isClosed()).isFalse();
    }

    @Test
    void shouldCloseAScorerThatNobodyHoldsAtOnce() {
        // When
        model.replaceBy(scorer(second, "2"));

        // Then
        assertThat(first.isClosed()).isTrue();
    }

    @Test
    void shouldCloseItsScorerAfterTheLastBorrowerWhenItIsClosed() {
        // Given
        ServedModel.Loan loan = model.borrow();
        model.close();
        boolean closedEarly = first.isClosed();

        // When
        loan.close();

        // Then
        assertThat(closedEarly).isFalse();
        assertThat(first.isClosed()).isTrue();
    }

    @Test
    void shouldLendNothingOnceClosed() {
        // When
        model.close();

        // Then
        assertThatThrownBy(model::borrow).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldCloseAScorerThatComesTooLate() {
        // Given
        model.close();

        // When
        model.replaceBy(scorer(second, "2"));

        // Then
        assertThat(second.isClosed()).isTrue();
    }

    @Test
    void shouldNotLetAScorerBeUsedThroughALoanThatIsOver() {
        // Given
        ServedModel.Loan loan = model.borrow();

        // When
        loan.close();

        // Then
        assertThatThrownBy(loan::scorer).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldOutliveAScorerThatCannotBeClosed() {
        // Given
        FakeSentimentModel stubborn = FakeSentimentModel.healthy().failingToClose();
        model.replaceBy(scorer(stubborn, "2"));

        // Then
        assertThatCode(() -> model.replaceBy(scorer(second, "3"))).doesNotThrowAnyException();
        assertThat(model.id().version()).isEqualTo("3");
    }

    /** The fake model throws where it is used after it was closed. */
    @Test
    void shouldBeReplacedWhileThreadsScore() throws Exception {
        // Given
        AtomicBoolean ending = new AtomicBoolean();
        List<FakeSentimentModel> models = new ArrayList<>(List.of(first));
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<Future<?>> scoring = IntStream.range(0, 3)
                .<Future<?>>mapToObj(i -> threads.submit(() -> {
                    while (!ending.get()) {
                        try (ServedModel.Loan loan = model.borrow()) {
                            loan.scorer().score(List.of(loan.scorer().encode("good")));
                        }
                    }
                }))
                .toList();

        // When
        for (int i = 0; i < 2_000; i++) {
            models.add(FakeSentimentModel.healthy());
            model.replaceBy(scorer(models.get(models.size() - 1), "" + i));
        }
        ending.set(true);

        // Then
        for (Future<?> thread : scoring) {
            thread.get();
        }
        threads.shutdown();
        model.close();
        assertThat(models).allMatch(FakeSentimentModel::isClosed);
    }

    private static ReviewScorer scorer(FakeSentimentModel fake, String version) {
        return new ReviewScorer(
                fake, TinyModel.encoder(), new ScoreMapper(new ModelId("m", version), Calibration.identity(), 0));
    }
}
