// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.score;

import dev.undertone.review.Outcome;
import dev.undertone.score.ReviewScorer;
import dev.undertone.serve.ServedModel;
import dev.undertone.text.TokenIds;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The reviews of one request on their way to the model that has encoded them. One thread at a time has it.
 */
final class ScoreJob {
    private final ServedModel.Loan loan;
    private final List<TokenIds> reviews;
    private final int tokens;
    private final CompletableFuture<List<Outcome>> outcomes = new CompletableFuture<>();

    private ScoreJob(ServedModel.Loan loan, List<TokenIds> reviews) {
        this.loan = loan;
        this.reviews = reviews;
        this.tokens = reviews.stream().mapToInt(TokenIds::length).sum();
    }

    /** Encodes the texts by what scores now. */
    static ScoreJob of(ServedModel model, List<String> texts) {
        ServedModel.Loan loan = model.borrow();
        try {
            return new ScoreJob(loan, texts.stream().map(loan.scorer()::encode).toList());
        } catch (RuntimeException e) {
            loan.close();
            throw e;
        }
    }

    List<TokenIds> reviews() {
        return reviews;
    }

    int tokens() {
        return tokens;
    }

    ReviewScorer scorer() {
        return loan.scorer();
    }

    CompletableFuture<List<Outcome>> outcomes() {
        return outcomes;
    }

    void complete(List<Outcome> known) {
        loan.close();
        outcomes.complete(known);
    }

    void fail(Throwable failure) {
        loan.close();
        outcomes.completeExceptionally(failure);
    }
}
