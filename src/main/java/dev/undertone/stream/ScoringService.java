// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import dev.undertone.http.Health;
import dev.undertone.stream.outcome.OutcomeClients;
import dev.undertone.stream.outcome.OutputTopics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the topology: starts it, says how it is, ends it. A failure of Kafka that passes costs a stream thread, which is
 * replaced; any other ends the service, with nothing committed of what was in flight. Safe for use by many threads.
 */
public final class ScoringService implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ScoringService.class);

    private final KafkaStreams streams;
    private final Health health;
    private final ThreadFailures failures;
    private final Duration closeTimeout;
    private final CountDownLatch ranOrEnded = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean everRan;

    /**
     * @param properties of Kafka Streams
     * @param closeTimeout longest time that {@link #close} may take
     * @param outputs is told what topics refuse, which then costs neither a thread nor the service
     * @param intake what records wait for before they are read
     */
    public ScoringService(
            Topology topology,
            Map<String, Object> properties,
            Duration closeTimeout,
            OutputTopics outputs,
            Intake intake) {
        this(
                new StreamsConfig(properties),
                "the scorer",
                closeTimeout,
                config -> new KafkaStreams(topology, config, new OutcomeClients(outputs, intake.decoder())),
                () -> intake.trouble().get().or(outputs.awaited()::trouble));
    }

    /**
     * For an application beside the scorer.
     *
     * @param name by which health speaks of it, with its article
     */
    public ScoringService(Topology topology, Map<String, Object> properties, Duration closeTimeout, String name) {
        this(
                new StreamsConfig(properties),
                name,
                closeTimeout,
                config -> new KafkaStreams(topology, config),
                Optional::empty);
    }

    private ScoringService(
            StreamsConfig config,
            String name,
            Duration closeTimeout,
            Function<StreamsConfig, KafkaStreams> maker,
            Supplier<Optional<String>> trouble) {
        this.streams = maker.apply(config);
        this.health = new StreamsHealth(streams, config, name, () -> everRan, trouble).health();
        this.failures = new ThreadFailures(
                Duration.ofMillis(config.getLong(StreamsConfig.TASK_TIMEOUT_MS_CONFIG)), System::nanoTime);
        this.closeTimeout = closeTimeout;
        streams.setUncaughtExceptionHandler(this::onFailure);
        streams.setStateListener((now, before) -> onState(now));
    }

    /** The same, where records wait for nothing. */
    public ScoringService(
            Topology topology, Map<String, Object> properties, Duration closeTimeout, OutputTopics outputs) {
        this(topology, properties, closeTimeout, outputs, Intake.IMMEDIATE);
    }

    public void start() {
        streams.start();
    }

    /** Waits until it reads or has ended, and returns whether it came to reading in time. */
    public boolean awaitRunning(Duration patience) throws InterruptedException {
        return ranOrEnded.await(patience.toMillis(), TimeUnit.MILLISECONDS) && everRan;
    }

    /** Waits until the service has ended, and returns what ended it unless it was {@link #close}. */
    public Optional<Throwable> awaitEnd() throws InterruptedException {
        ended.await();
        return Optional.ofNullable(failure.get());
    }

    /** How it is right now; to be asked by any thread at any time. */
    public Health health() {
        return health;
    }

    /** Shows the application to somebody who watches its figures; it is not theirs to start or to end. */
    public void showTo(Consumer<KafkaStreams> observer) {
        observer.accept(streams);
    }

    /**
     * Scores and commits what waits, leaves the group, and returns once all threads have ended or the time for it
     * is over.
     */
    @Override
    public void close() {
        boolean inTime = streams.close(CloseOptions.timeout(closeTimeout)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        if (!inTime) {
            LOGGER.atWarn()
                    .addKeyValue("timeout", closeTimeout)
                    .log("Not all threads ended in time; what they held uncommitted will be read again");
        }
        end();
    }

    /** Ends the service by a failure that its threads do not see; what is in flight is not waited for. */
    public void fail(Throwable reason) {
        if (failure.compareAndSet(null, reason)) {
            streams.close(Duration.ZERO);
            end();
        }
    }

    private StreamThreadExceptionResponse onFailure(Throwable thrown) {
        if (failures.passes(thrown)) {
            LOGGER.atWarn()
                    .addKeyValue("cause", ThreadFailures.root(thrown))
                    .log("A stream thread failed in a way that passes and is replaced");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        failure.compareAndSet(null, thrown);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private void onState(KafkaStreams.State now) {
        if (now == KafkaStreams.State.REBALANCING && everRan) {
            LOGGER.info("Rebalancing");
        } else if (now == KafkaStreams.State.RUNNING) {
            if (everRan) {
                LOGGER.info("Running again");
            }
            everRan = true;
            failures.allRun();
            ranOrEnded.countDown();
        } else if (now.hasCompletedShutdown()) {
            end();
        }
    }

    private void end() {
        ended.countDown();
        ranOrEnded.countDown();
    }
}
