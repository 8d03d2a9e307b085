// SPDX-License-Identifier: Apache-2.0
package dev.undertone.soak;

import dev.undertone.crash.Generations;
import dev.undertone.crash.Kafka;
import dev.undertone.model.ModelBundle;
import dev.undertone.testing.BrokerProcess;
import dev.undertone.testing.Child;
import dev.undertone.testing.Folders;
import dev.undertone.testing.MetricsText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a plan from an empty broker to the findings. */
final class SoakRun {
    static final String GROUP = "undertone";
    static final String INPUT = "reviews";

    /** A fraction of the default, so that records which are too large cost the broker's disk little. */
    static final int INPUT_MAX_BYTES = 65_536;

    private static final String OUTPUT = "scored-reviews";
    private static final String DEAD_LETTERS = "rejected-reviews";
    private static final int PARTITIONS = 6;
    private static final Duration TICK = Duration.ofMillis(20);
    private static final int CLEAN_END_AMONG = 4;
    private static final int LONGEST_AWAY_MILLIS = 2_000;

    /** A step that takes longer has got stuck. */
    private static final Duration STALLED_AFTER = Duration.ofSeconds(120);

    private final Plan plan;
    private final Path folder;
    private final Random random;
    private final CompletableFuture<Void> trouble = new CompletableFuture<>();

    /** One at a time of each: the load, the watch, the changes of the model, the victim's ends. */
    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(4);

    /** @param folder for the models, the broker's data and what the processes print */
    SoakRun(Plan plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
        this.random = new Random(plan.seed());
        // What is still to come when the time is over does not.
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        threads.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Nothing where the broker itself broke a transaction, see {@link BrokerProcess#hasSkippedMarkers}. */
    Optional<SoakResult> result() throws Exception {
        // A run with the seed of an earlier one finds nothing of it.
        Folders.empty(folder);
        try (BrokerProcess broker = BrokerProcess.start(folder, new Random(plan.seed()));
                Kafka kafka = new Kafka(broker.bootstrapServers())) {
            try {
                SoakResult result = result(broker, kafka);
                if (!broker.hasSkippedMarkers()) {
                    return Optional.of(result);
                }
            } catch (Exception | AssertionError e) {
                if (!broker.hasSkippedMarkers()) {
                    throw e;
                }
            }
            return Optional.empty();
        } finally {
            threads.shutdownNow();
        }
    }

    private SoakResult result(BrokerProcess broker, Kafka kafka) throws Exception {
        kafka.createTopics(List.of(INPUT, OUTPUT, DEAD_LETTERS), PARTITIONS);
        Bundles bundles = new Bundles(folder.resolve("models"));
        MixedReviews reviews =
                new MixedReviews(ModelBundle.open(bundles.sound().get(0)).vocabulary(), plan.seed());
        Path link = Files.createSymbolicLink(
                folder.resolve("models").resolve("current"), bundles.sound().get(0));
        Scorers scorers = new Scorers(settings(broker.bootstrapServers()), folder);
        Child steady = scorers.start(
                "survivor",
                Map.of(
                        "model.path", link.toString(),
                        "model.shadow.path", bundles.shadow().toString(),
                        "http.port", "0"));
        try (steady;
                Victim victim = new Victim(
                        scorers, Map.of("model.path", bundles.sound().get(0).toString(), "http.port", "-1"));
                Survivor survivor = new Survivor(Scorers.awaitReady(steady));
                MixedLoad load = new MixedLoad(
                        broker.bootstrapServers(), INPUT, reviews, new Random(random.nextLong()), trouble)) {
            ModelChanges changes = new ModelChanges(bundles, link, survivor);
            Watch watch = new Watch(survivor, kafka);
            every(TICK, load::tick);
            every(plan.sampleEvery(), () -> {
                if (!broker.isAlive()) {
                    throw new AssertionError("the broker ended by itself");
                }
                watch.look();
            });
            every(plan.changeEvery(), changes::change);
            endLater(victim);
            awaitLength();
            threads.shutdown();
            if (!threads.awaitTermination(STALLED_AFTER.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the last of the steps does not end");
            }
            requireNoTrouble();
            int published = load.end();
            requireNoTrouble();
            if (!victim.isAlive()) {
                victim.begin();
            }
            victim.awaitReady();
            kafka.drain(GROUP, INPUT, () -> {});
            watch.look();
            String metrics = survivor.metrics();
            victim.endCleanly();
            survivor.end();
            Generations generations = new Generations();
            kafka.readAll(Generations.TOPIC, generations::add);
            return new SoakResult(
                    plan,
                    audit(kafka, new Ledger(reviews, published, bundles.expected(reviews.texts()))),
                    Memory.of(watch.samples(), plan.warmUp()),
                    watch.samples(),
                    load.bursts(),
                    changes.swaps(),
                    changes.refusals(),
                    (int) MetricsText.sum(
                            metrics, "undertone_model_reloads_total", "outcome=\"swapped\",role=\"served\""),
                    watch.shadowed(),
                    victim.kills(),
                    victim.cleanEnds(),
                    generations.latest());
        }
    }

    /** Something that happens again and again until it fails or the time is over. */
    @FunctionalInterface
    private interface Step {
        void take() throws Exception;
    }

    private void every(Duration interval, Step step) {
        threads.scheduleWithFixedDelay(guarded(step), interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void endLater(Victim victim) {
        long calm = random.nextLong(plan.leastCalm().toMillis(), plan.mostCalm().toMillis());
        threads.schedule(guarded(() -> end(victim)), calm, TimeUnit.MILLISECONDS);
    }

    private void end(Victim victim) {
        // The first end is a kill and the second a clean one, so that the shortest soak has both.
        boolean clean = victim.kills() > 0 && (victim.cleanEnds() == 0 || random.nextInt(CLEAN_END_AMONG) == 0);
        if (clean) {
            victim.endCleanly();
        } else {
            victim.kill();
        }
        threads.schedule(
                guarded(() -> {
                    victim.begin();
                    endLater(victim);
                }),
                random.nextInt(LONGEST_AWAY_MILLIS),
                TimeUnit.MILLISECONDS);
    }

    private Runnable guarded(Step step) {
        return () -> {
            if (trouble.isDone() || threads.isShutdown()) {
                return;
            }
            try {
                step.take();
            } catch (Throwable e) {
                trouble.completeExceptionally(e);
            }
        };
    }

    private void awaitLength() throws InterruptedException, ExecutionException {
        try {
            trouble.get(plan.length().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException over) {
            // As planned.
        }
    }

    private void requireNoTrouble() throws InterruptedException, ExecutionException {
        if (trouble.isDone()) {
            trouble.get();
        }
    }

    private static SoakFindings audit(Kafka kafka, Ledger ledger) throws ExecutionException, InterruptedException {
        kafka.readAll(INPUT, ledger::addInput);
        kafka.readAll(OUTPUT, ledger::addScore);
        kafka.readAll(DEAD_LETTERS, ledger::addDeadLetter);
        return ledger.findings();
    }

    private static Map<String, String> settings(String bootstrapServers) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("application.id", GROUP);
        settings.put("input.topic", INPUT);
        settings.put("output.topic", OUTPUT);
        settings.put("errors.dead.letter.queue.topic.name", DEAD_LETTERS);
        settings.put("input.max.bytes", Integer.toString(INPUT_MAX_BYTES));
        settings.put("processing.guarantee", "exactly_once_v2");
        settings.put("model.reload.interval.ms", "0");
        // A killed scorer is missed, and its transaction ends, soon after.
        settings.put("kafka.session.timeout.ms", "3000");
        settings.put("kafka.heartbeat.interval.ms", "500");
        settings.put("kafka.producer.transaction.timeout.ms", "4000");
        return settings;
    }
}
