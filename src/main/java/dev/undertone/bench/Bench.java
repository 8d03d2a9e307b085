// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench;

import dev.undertone.bench.report.Batches;
import dev.undertone.bench.report.BenchException;
import dev.undertone.bench.report.BenchFigures;
import dev.undertone.bench.report.BenchPlan;
import dev.undertone.bench.report.BenchRun;
import dev.undertone.bench.report.Contender;
import dev.undertone.bench.report.Latency;
import dev.undertone.bench.report.Sample;
import dev.undertone.bench.report.StepCosts;
import dev.undertone.bench.report.Throughput;
import dev.undertone.config.ScorerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Runs the contenders one after the other on the same backlog, each between two measurements of the ceiling, and then
 * the service at half of its top rate. Confined to one thread.
 */
public final class Bench implements AutoCloseable {
    /** Reviews that the ceiling is measured on: enough that sorting them leaves next to no padding. */
    private static final int CEILING_REVIEWS = 4000;

    /** Without an outcome for this long, a contender is given up on. */
    private static final Duration STALLED_AFTER = Duration.ofSeconds(60);

    private static final String AVRO = "-avro";
    private static final Duration POLL = Duration.ofMillis(50);
    private static final double SAMPLE_EVERY_SECONDS = 0.1;

    private final BenchPlan plan;
    private final ScorerConfig config;
    private final BenchObserver observer;
    private final Path folder;
    private final BenchBroker broker;
    private final Ceiling ceiling;
    private final Optional<AvroTopic> avro;
    private final String input = "bench-" + UUID.randomUUID().toString().substring(0, 8);
    private Optional<Batches> batches = Optional.empty();
    private long warmUp;
    private final ServiceMetrics metrics = new ServiceMetrics();
    private int started;

    private Bench(
            BenchPlan plan,
            ScorerConfig config,
            BenchObserver observer,
            Path folder,
            BenchBroker broker,
            Ceiling ceiling,
            Optional<AvroTopic> avro) {
        this.plan = plan;
        this.config = config;
        this.observer = observer;
        this.folder = folder;
        this.broker = broker;
        this.ceiling = ceiling;
        this.avro = avro;
    }

    /**
     * Starts the broker, unless one is given, and the process of the ceiling.
     *
     * @param config the scorer's, as {@link BenchPlan#settings} make it
     * @param java the command that starts Java with the product's class path
     * @param folder for what the processes say
     */
    public static Bench open(
            BenchPlan plan, ScorerConfig config, List<String> java, Path folder, BenchObserver observer)
            throws IOException {
        BenchBroker broker = BenchBroker.open(plan, config.clientProperties(), folder);
        int number = Math.min(plan.reviews(), CEILING_REVIEWS);
        Ceiling ceiling = Ceiling.start(java, config.modelPath(), plan.events(), number, folder);
        boolean readsAvro = plan.contenders().stream().anyMatch(Contender::readsAvro);
        Optional<AvroTopic> avro = readsAvro ? Optional.of(AvroTopic.open()) : Optional.empty();
        return new Bench(plan, config, observer, folder, broker, ceiling, avro);
    }

    /** Measures all that the plan asks for. */
    public BenchFigures run() {
        Map<Integer, Double> partSizes = ceiling.tune();
        StepCosts costs = ceiling.costs();
        double ceilingRate = partSizes.values().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
        warmUp = Math.round(ceilingRate * plan.warmUp().toSeconds());
        int backlog = Math.toIntExact(warmUp + plan.reviews());
        publish(plan.events(), backlog, input);
        avro.ifPresent(topic -> publish(topic.of(plan.events()), backlog, input + AVRO));
        List<BenchRun> runs = new ArrayList<>();
        double before = ceiling.measure();
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Contender contender : plan.contenders()) {
                observer.begins(contender.name(), backlog);
                Throughput throughput = workOff(contender, backlog);
                double after = ceiling.measure();
                BenchRun run = new BenchRun(contender, (before + after) / 2, throughput);
                runs.add(run);
                observer.ends(String.format(
                        Locale.ROOT,
                        "%s: %,.0f reviews/s, %,.0f per core, %.1f %% of the ceiling's %,.0f",
                        contender.name(),
                        throughput.perSecond(),
                        throughput.perCore(),
                        100 * run.share(),
                        run.ceilingPerCore()));
                before = after;
            }
        }
        BenchFigures figures = new BenchFigures(partSizes, costs, runs, batches, List.of());
        if (figures.service().isEmpty() || plan.latency().isZero()) {
            return figures;
        }
        Contender service = figures.service().get();
        double topRate =
                figures.mean(service, run -> run.throughput().perSecond()).value();
        List<Latency> latencies = new ArrayList<>();
        for (String guarantee : List.of(StreamsConfig.EXACTLY_ONCE_V2, StreamsConfig.AT_LEAST_ONCE)) {
            latencies.add(latency(service, guarantee, topRate / 2));
        }
        return new BenchFigures(partSizes, costs, runs, batches, latencies);
    }

    @Override
    public void close() {
        ceiling.close();
        broker.close();
        avro.ifPresent(AvroTopic::close);
    }

    private void publish(Iterable<byte[]> events, int backlog, String topic) {
        broker.createTopics(List.of(topic), plan.partitions());
        observer.begins("Publishing", backlog);
        broker.publish(events, backlog, topic, plan.partitions(), observer);
        observer.ends(String.format(
                Locale.ROOT,
                "%,d reviews published to %d partitions, the first %,d for warming up",
                backlog,
                plan.partitions(),
                warmUp));
    }

    /** Starts a contender on the backlog and watches it until every review has its outcome. */
    private Throughput workOff(Contender contender, long backlog) {
        Map<String, String> settings = settings(contender.readsAvro() ? input + AVRO : input);
        if (contender.readsAvro()) {
            avro.orElseThrow().settings().forEach(settings::putIfAbsent);
        }
        if (contender.isWatched()) {
            settings.putIfAbsent(ScorerConfig.EXPLAIN_WORDS, "5");
        }
        String deadLetters = settings.get(ScorerConfig.DEAD_LETTER_TOPIC);
        List<Sample> samples = new ArrayList<>();
        broker.createTopics(outputs(settings), plan.partitions());
        try (OutcomeReader reader = new OutcomeReader(broker.clientProperties(), outputs(settings), plan.partitions());
                Crew crew = start(contender, settings)) {
            long scored = 0;
            long[] rejected = {0};
            double lastProgress = 0;
            Optional<Batches> cold = Optional.empty();
            samples.add(sample(crew, 0));
            while (scored < backlog) {
                int came = reader.read(
                        POLL, outcome -> rejected[0] += outcome.topic().equals(deadLetters) ? 1 : 0);
                scored += came;
                observer.scored(came);
                double now = crew.secondsSinceStart();
                if (came > 0) {
                    lastProgress = now;
                } else if (now - lastProgress > STALLED_AFTER.toSeconds()) {
                    throw new BenchException(contender.name() + " stalled after " + scored + " of " + backlog
                            + " reviews; what it said is in " + folder);
                }
                Sample last = samples.get(samples.size() - 1);
                boolean first = scored > 0 && last.scored() == 0;
                if (first || now - last.seconds() >= SAMPLE_EVERY_SECONDS || scored >= backlog) {
                    crew.requireAlive();
                    samples.add(sample(crew, scored));
                }
                if (contender.isService() && cold.isEmpty() && scored >= warmUp && scored > 0) {
                    cold = Optional.of(metrics.batches());
                }
            }
            if (2 * rejected[0] > backlog) {
                throw new BenchException(contender.name() + " rejected " + rejected[0] + " of " + backlog
                        + " reviews, so that its rate would say nothing; give --file reviews that it can score");
            }
            crew.pages().requireShown();
            if (contender.isService()) {
                Batches all = metrics.batches();
                // A backlog so short that nothing came after the warm-up is reported as a whole.
                batches = cold.filter(then -> then.number() < all.number())
                        .map(all::since)
                        .or(() -> Optional.of(all));
            }
        }
        return new Throughput(warmUp, samples);
    }

    /** Publishes at a steady rate and times each outcome. */
    private Latency latency(Contender service, String guarantee, double perSecond) {
        String live = input + "-" + guarantee;
        Map<String, String> settings = settings(live);
        settings.put(ScorerConfig.PROCESSING_GUARANTEE, guarantee);
        broker.createTopics(List.of(live), plan.partitions());
        broker.createTopics(outputs(settings), plan.partitions());
        // Twice as many reviews as in the other runs, at half of the rate: a percentile of the slowest
        // notices the last that is compiled, here or in the broker, as a second of it is enough to make it up.
        long cold = Math.max(1, Math.round(4 * perSecond * plan.warmUp().toMillis() / 1e3));
        long reviews = cold + Math.round(perSecond * plan.latency().toMillis() / 1e3);
        long[] millis = new long[(int) (reviews - cold)];
        observer.begins("latency, " + guarantee, reviews);
        try (OutcomeReader reader = new OutcomeReader(broker.clientProperties(), outputs(settings), plan.partitions());
                Crew crew = start(service, settings)) {
            while (!crew.allSaid("Ready")) {
                crew.requireAlive();
                reader.read(POLL, outcome -> {});
            }
            SteadyPublisher publisher = SteadyPublisher.start(
                    broker.clientProperties(), live, plan.partitions(), plan.events(), perSecond, reviews);
            long[] seen = {0};
            while (seen[0] < reviews) {
                int came = reader.read(POLL, outcome -> {
                    if (seen[0] >= cold && seen[0] < reviews) {
                        millis[(int) (seen[0] - cold)] = System.currentTimeMillis() - outcome.timestamp();
                    }
                    seen[0]++;
                });
                observer.scored(came);
                publisher.requireWell();
                crew.requireAlive();
            }
        }
        Latency latency = new Latency(guarantee, perSecond, millis);
        observer.ends(String.format(
                Locale.ROOT,
                "at %,.0f reviews/s, %s: p50 %d ms, p95 %d ms, p99 %d ms",
                perSecond,
                guarantee,
                latency.percentile(0.5),
                latency.percentile(0.95),
                latency.percentile(0.99)));
        return latency;
    }

    /**
     * Starts the contender, the service in as many instances as the plan says; each serves its metrics at a port of
     * its own.
     */
    private Crew start(Contender contender, Map<String, String> settings) {
        int instances = contender.isService() ? plan.instances() : 1;
        started++;
        metrics.forget();
        List<Worker> workers = new ArrayList<>();
        for (int instance = 1; instance <= instances; instance++) {
            int port = metrics.newPort();
            List<String> command = new ArrayList<>(contender.command());
            settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
            command.addAll(List.of("--set", ScorerConfig.HTTP_PORT + "=" + port));
            Path log = folder.resolve(started + "-" + contender.name() + "-" + instance + ".log");
            workers.add(Worker.start(contender.name(), command, log, false));
        }
        return new Crew(workers, OpenPages.of(contender.isWatched() ? metrics.ports() : List.of()));
    }

    private static Sample sample(Crew crew, long scored) {
        ProcessUsage usage = crew.usage();
        return new Sample(crew.secondsSinceStart(), scored, usage.cpuSeconds(), usage.residentBytes());
    }

    /** The settings of one run: outputs and group of its own. */
    private Map<String, String> settings(String inputTopic) {
        String name = input + "-" + (started + 1);
        Map<String, String> settings = new TreeMap<>(plan.settings());
        settings.put(ScorerConfig.BOOTSTRAP_SERVERS, broker.bootstrapServers());
        settings.put(ScorerConfig.APPLICATION_ID, name);
        settings.put(ScorerConfig.INPUT_TOPIC, inputTopic);
        settings.put(ScorerConfig.OUTPUT_TOPIC, name + "-scores");
        settings.put(ScorerConfig.DEAD_LETTER_TOPIC, name + "-rejected");
        settings.put(
                ScorerConfig.MODEL_PATH, config.modelPath().toAbsolutePath().toString());
        return settings;
    }

    private static List<String> outputs(Map<String, String> settings) {
        return List.of(settings.get(ScorerConfig.OUTPUT_TOPIC), settings.get(ScorerConfig.DEAD_LETTER_TOPIC));
    }
}
