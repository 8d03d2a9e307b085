// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.score;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.undertone.event.EventDecoder;
import dev.undertone.event.ReviewEvent;
import dev.undertone.event.ScoredEventWriter;
import dev.undertone.event.Undecodable;
import dev.undertone.event.shape.EventFields;
import dev.undertone.event.shape.EventShape;
import dev.undertone.event.shape.StringValue;
import dev.undertone.event.shape.Updates;
import dev.undertone.http.MediaType;
import dev.undertone.http.Problem;
import dev.undertone.review.Outcome;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@value #PATH}: reviews in, what the scored topic would hold of them out, in their order. The thread that reads a
 * request does not wait for its scores; another writes the answer, so that slow clients keep neither the model nor
 * other requests waiting. Safe for use by many threads; has threads of its own, which end when it is closed.
 */
public final class ScoreEndpoint implements HttpHandler, AutoCloseable {
    public static final String PATH = "/score";

    /** Enough for a thousand reviews of four kilobytes. */
    static final int MOST_BYTES = 4 * 1024 * 1024;

    static final int MOST_EVENTS = 1_000;

    private static final Logger LOGGER = LoggerFactory.getLogger(ScoreEndpoint.class);

    private static final int ANSWER_THREADS = 16;
    private static final String RETRY_SECONDS = "1";

    private final ScoreQueue queue;
    private final BodyReader reader;
    private final int maxBytes;
    private final AnswerWriter writer = new AnswerWriter(new ScoredEventWriter());
    private final ScoreRequestMetrics metrics;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final ExecutorService answers = answers();

    /**
     * @param shape of the events, as of the topic's
     * @param maxEventBytes of an event, as of the topic's
     * @param clock tells when reviews are scored
     * @param nanoTime tells how long that took
     */
    public ScoreEndpoint(
            ScoreQueue queue,
            EventShape shape,
            int maxEventBytes,
            ScoreRequestMetrics metrics,
            Clock clock,
            LongSupplier nanoTime) {
        this.queue = Objects.requireNonNull(queue, "queue");
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
        this.maxBytes = Math.max(MOST_BYTES, maxEventBytes);
        // Here a string is a review, whatever it is on the topic, unless it is an event there.
        EventFields fields = shape.fields().strings() == StringValue.EVENT
                ? shape.fields()
                : shape.fields().withStrings(StringValue.TEXT);
        // Whoever asks for a score gets one, also of a change that changed nothing.
        EventShape here = new EventShape(fields, shape.envelope(), Updates.ALL);
        this.reader = new BodyReader(
                new EventDecoder(here, maxEventBytes), maxEventBytes, Math.min(MOST_EVENTS, queue.room()));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Asked asked = new Asked(exchange, nanoTime.getAsLong());
        if (!exchange.getRequestURI().getPath().equals(PATH)) {
            refuse(asked, new Problem(404, "there is nothing here; POST reviews to " + PATH));
            return;
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            refuse(asked, new Problem(405, "this only answers to POST; send it reviews"));
            return;
        }
        Optional<BodyForm> form = MediaType.of(exchange.getRequestHeaders()).flatMap(BodyForm::of);
        if (form.isEmpty() || !MediaType.isUtf8(exchange.getRequestHeaders())) {
            refuse(
                    asked,
                    new Problem(
                            415,
                            "this reads UTF-8 of the types text/plain (one review), application/json (one event or an array)"
                                    + " and application/x-ndjson (an event a line); name one in Content-Type"));
            return;
        }
        byte[] body = exchange.getRequestBody().readNBytes(maxBytes + 1);
        if (body.length > maxBytes) {
            refuse(
                    asked,
                    new Problem(413, "the body has more than " + maxBytes + " bytes; send it in several requests"));
            return;
        }
        BodyReading reading = reader.read(form.get(), body);
        if (reading instanceof BodyReading.Refused refused) {
            refuse(asked, refused.problem());
        } else {
            score(asked, form.get(), (BodyReading.Reviews) reading);
        }
    }

    /** Lets answers under way go out. */
    @Override
    public void close() {
        answers.shutdown();
    }

    /** @param at in nanoseconds of {@link #nanoTime} */
    private record Asked(HttpExchange exchange, long at) {}

    private void score(Asked asked, BodyForm form, BodyReading.Reviews request) throws IOException {
        List<String> texts = request.items().stream()
                .filter(item -> item.decoded() instanceof ReviewEvent)
                .map(item -> ((ReviewEvent) item.decoded()).text())
                .toList();
        Optional<CompletionStage<List<Outcome>>> outcomes = queue.offer(texts);
        if (outcomes.isEmpty()) {
            asked.exchange().getResponseHeaders().set("Retry-After", RETRY_SECONDS);
            end(asked, ScoreRequestMetrics.Ending.TURNED_AWAY);
            new Problem(503, "too many texts wait to be scored; come back in a second, or raise http.score.waiting")
                    .send(asked.exchange());
            return;
        }
        outcomes.get()
                .whenCompleteAsync(
                        (scored, failure) -> {
                            try {
                                answer(asked, form, request, scored, failure);
                            } finally {
                                queue.leave(texts.size());
                            }
                        },
                        answers);
    }

    private void answer(
            Asked asked, BodyForm form, BodyReading.Reviews request, List<Outcome> scored, Throwable failure) {
        try {
            if (failure != null) {
                LOGGER.atWarn().addKeyValue("reason", failure.getMessage()).log("A request could not be scored");
                end(asked, ScoreRequestMetrics.Ending.FAILED);
                new Problem(500, "the model failed, or the service is stopping; its log says more")
                        .send(asked.exchange());
                return;
            }
            List<Outcome> outcomes = inOrder(request, scored);
            Optional<Problem> problem = writer.problem(request, outcomes);
            if (problem.isPresent()) {
                refuse(asked, problem.get());
                return;
            }
            byte[] body = writer.write(request, outcomes, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            end(asked, ScoreRequestMetrics.Ending.ANSWERED);
            try (HttpExchange exchange = asked.exchange()) {
                exchange.getResponseHeaders().set("Content-Type", form.answerType());
                exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
                if (body.length > 0) {
                    exchange.getResponseBody().write(body);
                }
            }
        } catch (IOException e) {
            LOGGER.atDebug().setCause(e).log("Nobody waits for the answer any more");
        }
    }

    private static List<Outcome> inOrder(BodyReading.Reviews request, List<Outcome> scored) {
        Iterator<Outcome> next = scored.iterator();
        List<Outcome> outcomes = new ArrayList<>(request.items().size());
        for (BodyReading.Item item : request.items()) {
            outcomes.add(item.decoded() instanceof Undecodable undecodable ? undecodable.rejection() : next.next());
        }
        return outcomes;
    }

    private void refuse(Asked asked, Problem problem) throws IOException {
        end(asked, ScoreRequestMetrics.Ending.REFUSED);
        problem.send(asked.exchange());
    }

    private void end(Asked asked, ScoreRequestMetrics.Ending ending) {
        metrics.requestEnded(ending, Duration.ofNanos(nanoTime.getAsLong() - asked.at()));
    }

    private static ExecutorService answers() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                ANSWER_THREADS, ANSWER_THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "undertone-answers");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
