// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.undertone.event.EventDecoder;
import dev.undertone.event.ReviewEvent;
import dev.undertone.review.RejectReason;
import dev.undertone.score.OutcomeWatch;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
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
 * {@value #FIGURES_SECONDS} s. Whoever shows it something hands over what there is already and goes on; a thread of its
 * own reads the texts of the few that were picked. Safe for use by many threads.
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
    private final EventDecoder decoder;
    private final Supplier<String> metrics;
    private final Figures.Source source;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Sampler sampler;
    private final Sampler rejectedSampler;
    private final BlockingQueue<Shown> shown = new ArrayBlockingQueue<>(WAITING);
    private final Thread thread = new Thread(this::run, "undertone-page");

    /** What was picked; either an event or the reason why there is none. */
    private record Shown(byte[] value, byte[] event, String origin, RejectReason reason) {}

    LiveReviews(
            LiveFeed feed,
            EventDecoder decoder,
            Supplier<String> metrics,
            Figures.Source source,
            Clock clock,
            LongSupplier nanoTime) {
        this.feed = Objects.requireNonNull(feed, "feed");
        this.decoder = Objects.requireNonNull(decoder, "decoder");
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
    public void scored(byte[] value, byte[] event) {
        if (sampler.lets()) {
            shown.offer(new Shown(value, event, "", null));
        }
    }

    @Override
    public void rejected(String origin, RejectReason reason, byte[] value) {
        if (rejectedSampler.lets()) {
            shown.offer(new Shown(value, null, origin, reason));
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
                            Figures.json(source, before, samples, clock.millis(), (now - lookedAt) / 1e9));
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
        ObjectNode json = JSON.createObjectNode();
        if (next.event() != null) {
            String text = decoder.decode(next.value()) instanceof ReviewEvent review ? review.text() : "";
            json.put("text", beginning(text, LONGEST_TEXT))
                    .putRawValue("scored", new RawValue(new String(next.event(), StandardCharsets.UTF_8)));
            feed.add(LiveFeed.Kind.REVIEW, json.toString());
        } else {
            String value = next.value() == null ? "" : new String(next.value(), StandardCharsets.UTF_8);
            json.put("origin", next.origin())
                    .put("reason", next.reason().name())
                    .put("at", clock.millis())
                    .put("value", beginning(value, LONGEST_TEXT / 10));
            feed.add(LiveFeed.Kind.REJECTED, json.toString());
        }
    }

    private static String beginning(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most) + "…";
    }
}
