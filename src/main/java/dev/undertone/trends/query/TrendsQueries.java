// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.http.ActionAnswer;
import dev.undertone.http.HttpQuery;
import dev.undertone.http.Problem;
import dev.undertone.trends.TrendsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers questions on trends, from what this instance holds and from the instances that hold the rest. Safe for use by
 * many threads; what takes long has one thread of its own, with a short queue.
 */
public final class TrendsQueries implements AutoCloseable {
    public static final String FIGURES = "/trends";
    public static final String TOP = "/trends/top";

    private static final Logger LOGGER = LoggerFactory.getLogger(TrendsQueries.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_WAITING = 16;

    private final TrendsReader reader;
    private final HostInfo self;
    private final Peers peers = new Peers();
    private final ThreadPoolExecutor scans =
            new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
                Thread thread = new Thread(task, "undertone-trends-queries");
                thread.setDaemon(true);
                return thread;
            });

    /** @param self as other instances know this one, as HOST:PORT */
    public TrendsQueries(TrendsReader reader, String self) {
        this.reader = reader;
        this.self = HostInfo.buildFromEndpoint(self);
        scans.allowCoreThreadTimeOut(true);
    }

    /** The windows of one key. */
    public CompletionStage<ActionAnswer> figures(HttpQuery query) {
        return answer(() -> {
            FiguresQuestion question = FiguresQuestion.of(query, reader);
            HostInfo owner = ownerOf(question);
            if (owner.equals(self)) {
                return CompletableFuture.completedFuture(question.answer(reader));
            }
            if (query.forwarded()) {
                throw QueryException.unavailable("the key has moved to another instance; ask again in some seconds");
            }
            return peers.ask(owner, FIGURES + "?" + query.raw(), query.authorization());
        });
    }

    /** The first keys of a field in some order. */
    public CompletionStage<ActionAnswer> top(HttpQuery query) {
        return answer(() -> {
            TopQuestion question = TopQuestion.of(query, reader);
            if (query.forwarded()) {
                return scan(question).thenApply(TopAnswer::whole);
            }
            return start(question, query.authorization())
                    .thenCompose(start -> start.isEmpty()
                            ? CompletableFuture.completedFuture(TopAnswer.of(question, List.of()))
                            : all(question.at(start.get()), query.authorization()));
        });
    }

    @Override
    public void close() {
        scans.shutdownNow();
    }

    /** The window that was asked for; or the last that had ended when the newest review came, if there is one. */
    private CompletableFuture<Optional<Long>> start(TopQuestion question, Optional<String> authorization) {
        if (question.start().isPresent()) {
            return CompletableFuture.completedFuture(question.start());
        }
        FiguresQuestion newest = FiguresQuestion.newestOfAll(question.length());
        HostInfo owner = ownerOf(newest);
        CompletableFuture<ActionAnswer> answer = owner.equals(self)
                ? CompletableFuture.completedFuture(newest.answer(reader))
                : peers.ask(owner, FIGURES + "?" + newest.query(), authorization);
        return answer.thenApply(given -> {
            JsonNode windows = json(given).path("windows");
            return windows.isEmpty()
                    ? Optional.empty()
                    : Optional.of(FiguresQuestion.startOf(windows.get(0))
                            - question.length().millis());
        });
    }

    private CompletableFuture<ActionAnswer> all(TopQuestion question, Optional<String> authorization) {
        List<HostInfo> owners = reader.owners(question.length());
        if (owners.isEmpty()) {
            throw sharingOut();
        }
        List<CompletableFuture<JsonNode>> parts = new ArrayList<>();
        for (HostInfo owner : owners) {
            requireReachable(owner);
            parts.add(
                    owner.equals(self)
                            ? scan(question)
                            : peers.ask(owner, TOP + "?" + question.query(), authorization)
                                    .thenApply(TrendsQueries::json));
        }
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(done -> TopAnswer.of(
                        question, parts.stream().map(CompletableFuture::join).toList()));
    }

    private CompletableFuture<JsonNode> scan(TopQuestion question) {
        CompletableFuture<JsonNode> part = new CompletableFuture<>();
        try {
            scans.execute(() -> {
                try {
                    part.complete(TopAnswer.part(question, reader));
                } catch (RuntimeException e) {
                    part.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            throw QueryException.unavailable("too many questions wait already; ask again in some seconds");
        }
        return part.orTimeout(Peers.ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS);
    }

    private HostInfo ownerOf(FiguresQuestion question) {
        HostInfo owner = reader.ownerOf(question.length(), question.key()).orElseThrow(TrendsQueries::sharingOut);
        requireReachable(owner);
        return owner;
    }

    private static QueryException sharingOut() {
        return QueryException.unavailable("the instances share out the keys just now; ask again in some seconds");
    }

    private static void requireReachable(HostInfo owner) {
        if (owner.equals(HostInfo.unavailable())) {
            throw QueryException.unavailable(
                    "an instance that holds these figures serves no HTTP; set http.port and application.server there");
        }
    }

    /** An answer of another instance that is to be worked on; what it could not answer is passed on. */
    private static JsonNode json(ActionAnswer answer) {
        try {
            JsonNode json = JSON.readTree(answer.json());
            if (answer.status() != TopAnswer.OK) {
                throw QueryException.unavailable(
                        json.path("detail").asText("another instance refused with status " + answer.status()));
            }
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CompletionStage<ActionAnswer> answer(Supplier<CompletableFuture<ActionAnswer>> question) {
        CompletableFuture<ActionAnswer> answer;
        try {
            answer = question.get();
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        return answer.exceptionally(TrendsQueries::problem);
    }

    private static ActionAnswer problem(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof QueryException refusal) {
            return problem(refusal.status(), refusal.getMessage());
        }
        if (cause instanceof TimeoutException) {
            return problem(QueryException.UNAVAILABLE, "the answer takes too long; ask again when less is asked");
        }
        if (cause instanceof InvalidStateStoreException
                || cause instanceof StreamsNotStartedException
                || cause instanceof IllegalStateException) {
            return problem(QueryException.UNAVAILABLE, "trends are not ready to be asked; ask again in some seconds");
        }
        LOGGER.atWarn().setCause(cause).log("A question on trends failed");
        return problem(
                cause instanceof StreamsException ? QueryException.UNAVAILABLE : 500,
                "the question failed; the log of this instance says why");
    }

    private static ActionAnswer problem(int status, String detail) {
        return ActionAnswer.of(new Problem(status, detail));
    }
}
