// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.undertone.event.ScoredEventWriter;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Scored;
import dev.undertone.score.OutcomeWatch;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts into the feed what stream threads show it, {@value #PER_SECOND} reviews a second at most, and figures every
 * {@value #FIGURES_SECONDS} s. Whoever shows it something hands it over and goes on; a thread of its own writes what
 * pages get. Safe for use by many threads.
 */
final class LiveReviews implements OutcomeWatch, AutoCloseable {
    static final int PER_SECOND = 20;
    static final int FIGURES_SECONDS = 3;
    /** In UTF-16 units. */
    static final int LONGEST_TEXT = 2_000;

    private static final Logger LOGGER = LoggerFactory.getLogger(LiveReviews.class);

    private static final int REJECTED_PER_SECOND = 5;
    private static final int WAITING = 64;
    private static final long FIGURES_NANOS = TimeUnit.SECONDS.toNanos(FIGURES_SECONDS);
    private static final long CLOSE_MILLIS = 2_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LiveFeed feed;
    private final ScoredEventWriter writer = new ScoredEventWriter();
    private final Supplier<String> metrics;
    private final LiveFigures.Source source;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Sampler sampler;
    private final Sampler rejectedSampler;
    private final BlockingQueue<Shown> shown = new ArrayBlockingQueue<>(WAITING);
    private final Thread thread = new Thread(this::run, "undertone-page");

    /** What was picked. */
    private sealed interface Shown {}

    private record ShownReview(String id, Scored scored, String text) implements Shown {}

    private record ShownRejection(String origin, RejectReason reason, byte[] value) implements Shown {}

    LiveReviews(
            LiveFeed feed, Supplier<String> metrics, LiveFigures.Source source, Clock clock, LongSupplier nanoTime) {
        this.feed = Objects.requireNonNull(feed, "feed");
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        this.source = Objects.requireNonNull(source, "source");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
        this.sampler = new Sampler(PER_SECOND, nanoTime);
        this.rejectedSampler = new Sampler(REJECTED_PER_SECOND, nanoTime);
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public boolean wants() {
        return sampler.lets();
    }

    @Override
    public void scored(String id, Scored scored, String text) {
        shown.offer(new ShownReview(id, scored, beginning(text, LONGEST_TEXT)));
    }

    @Override
    public void rejected(String origin, RejectReason reason, byte[] value) {
        if (rejectedSampler.lets()) {
            shown.offer(new ShownRejection(origin, reason, value));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Samples before = Samples.parse(metrics.get());
        long lookedAt = nanoTime.getAsLong();
        try {
            while (!Thread.interrupted()) {
                long left = FIGURES_NANOS - (nanoTime.getAsLong() - lookedAt);
                Shown next = left <= 0 ? null : shown.poll(left, TimeUnit.NANOSECONDS);
                if (next != null) {
                    add(next);
                } else {
                    long now = nanoTime.getAsLong();
                    Samples samples = Samples.parse(metrics.get());
                    feed.add(
                            LiveFeed.Kind.FIGURES,
                            LiveFigures.json(source, before, samples, clock.millis(), (now - lookedAt) / 1e9));
                    before = samples;
                    lookedAt = now;
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        } catch (RuntimeException e) {
            LOGGER.atError().setCause(e).log("The page gets nothing more to show; scoring goes on");
        }
    }

    private void add(Shown next) {
        if (next instanceof ShownReview review) {
            byte[] event = writer.write(
                    review.id(), review.scored(), clock.instant().truncatedTo(ChronoUnit.MILLIS), Map.of());
            feed.add(
                    LiveFeed.Kind.REVIEW,
                    JSON.createObjectNode()
                            .put("text", review.text())
                            .putRawValue("scored", new RawValue(new String(event, StandardCharsets.UTF_8)))
                            .toString());
        } else if (next instanceof ShownRejection rejection) {
            byte[] value = rejection.value() == null ? new byte[0] : rejection.value();
            feed.add(
                    LiveFeed.Kind.REJECTED,
                    JSON.createObjectNode()
                            .put("origin", rejection.origin())
                            .put("reason", rejection.reason().name())
                            .put("at", clock.millis())
                            .put("value", beginning(new String(value, StandardCharsets.UTF_8), LONGEST_TEXT / 10))
                            .toString());
        }
    }

    private static String beginning(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most) + "…";
    }
}
