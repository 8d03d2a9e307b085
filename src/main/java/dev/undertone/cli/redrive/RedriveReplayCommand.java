// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.redrive;

import dev.undertone.cli.terminal.Logging;
import dev.undertone.cli.terminal.Progress;
import dev.undertone.cli.terminal.Terminal;
import dev.undertone.config.ConfigurationException;
import dev.undertone.config.ScorerConfig;
import dev.undertone.deadletter.Position;
import dev.undertone.kafka.Cluster;
import dev.undertone.kafka.InputTopics;
import dev.undertone.kafka.RequiredAcl;
import dev.undertone.redrive.Replay;
import dev.undertone.redrive.ReplayLog;
import dev.undertone.redrive.ReplayReport;
import dev.undertone.redrive.ReplayRequest;
import dev.undertone.redrive.ReplayTargets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Replays dead letters. */
@Command(
        name = "replay",
        description = {
            "Replay the dead letters that are there now to the input topic, all of them or those that every given option and"
                    + " position takes.",
            "A replayed record has its own key, value, timestamp and headers again, and one more header that counts its attempts."
                    + " Each letter is replayed once to each topic, also where the command is interrupted and run again; the topic"
                    + " DEAD-LETTER-TOPIC-redriven remembers it. Letters that an option passed over, or that were at the maximum of"
                    + " attempts, are not remembered: another replay can take them. The dead letters themselves stay."
        })
final class RedriveReplayCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private DeadLetterOptions deadLetterOptions;

    @Mixin
    private LetterFilterOptions filterOptions;

    @Parameters(
            paramLabel = "PARTITION:OFFSET",
            arity = "0..*",
            converter = LetterFilterOptions.PositionConverter.class,
            description = "Those at these positions of the dead-letter topic.")
    private Set<Position> positions = Set.of();

    @Option(
            names = "--to",
            paramLabel = "TOPIC",
            description =
                    "The topic to replay to, wherever the letters came from (default: the input topic of the configuration,"
                            + " for letters that came from there or do not say; with several, each goes to the one that it"
                            + " came from).")
    private Optional<String> target = Optional.empty();

    @Option(names = "--dry-run", description = "Say what would be replayed, and write nothing.")
    private boolean dryRun;

    @Option(names = "--rate", paramLabel = "N", description = "Most replays a second (default: as fast as it goes).")
    private Optional<Double> rate = Optional.empty();

    @Option(
            names = "--max-attempts",
            paramLabel = "N",
            description = "Leave what was replayed N times and failed each time (default: ${DEFAULT-VALUE}).")
    private int maxAttempts = 3;

    @Option(names = "--json", description = "One JSON object a reason.")
    private boolean json;

    RedriveReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Logging.errorsOnly();
        ScorerConfig config = deadLetterOptions.load();
        ReplayRequest request = request(config);
        String transactionalId = config.applicationId() + "-redrive-" + request.deadLetters();
        Target to = prepareTopics(config, request, rights(request, transactionalId));
        try (Replay replay = Replay.open(
                config.clientProperties(), request, transactionalId, to.partitions()::get, System::nanoTime)) {
            return print(run(replay), request, to);
        }
    }

    /**
     * The topics to replay to.
     *
     * @param partitions of each
     * @param retention how old their records may become, the shortest of them, where that is known
     */
    private record Target(Map<String, Integer> partitions, Optional<Duration> retention) {}

    private ReplayRequest request(ScorerConfig config) {
        try {
            return new ReplayRequest(
                    config.topics().deadLetters(),
                    targets(config),
                    filterOptions.filter(positions),
                    maxAttempts,
                    rate.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                    dryRun);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }

    private ReplayTargets targets(ScorerConfig config) {
        InputTopics inputs = config.topics().input();
        if (target.isPresent()) {
            return ReplayTargets.one(target.get(), true);
        }
        if (!inputs.areSeveral()) {
            return ReplayTargets.one(inputs.names().get(0), false);
        }
        if (!inputs.isPattern()) {
            return ReplayTargets.home(inputs.toString(), Set.copyOf(inputs.names()));
        }
        try (Cluster cluster = Cluster.connect(config.clientProperties())) {
            return ReplayTargets.home(
                    inputs.toString(), Set.copyOf(cluster.topics(config.topics().reading())));
        }
    }

    private static RequiredAcl[] rights(ReplayRequest request, String transactionalId) {
        if (request.dryRun()) {
            return new RequiredAcl[0];
        }
        String receipts = ReplayLog.topic(request.deadLetters());
        return Stream.concat(
                        request.targets().topics().stream().map(RequiredAcl::writeTopic),
                        Stream.of(
                                RequiredAcl.readTopic(receipts),
                                RequiredAcl.writeTopic(receipts),
                                RequiredAcl.writeTransactionalId(transactionalId)))
                .toArray(RequiredAcl[]::new);
    }

    private static Target prepareTopics(ScorerConfig config, ReplayRequest request, RequiredAcl[] rights) {
        try (Cluster cluster = Cluster.connect(config.clientProperties(), rights)) {
            Map<String, Integer> partitions = new HashMap<>();
            for (String topic : request.targets().topics()) {
                partitions.put(topic, cluster.partitions(topic).size());
                if (partitions.get(topic) == 0) {
                    // A misspelt name must not become a topic that nobody reads.
                    throw new ConfigurationException("there is no topic " + topic + " at " + config.bootstrapServers()
                            + "; create it, or name another with --to");
                }
            }
            String receipts = ReplayLog.topic(request.deadLetters());
            if (!request.dryRun()) {
                if (config.createsTopics()) {
                    cluster.ensureTopics(
                            List.of(receipts),
                            Optional.of(1),
                            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
                } else if (cluster.partitions(receipts).isEmpty()) {
                    throw new ConfigurationException("there is no topic " + receipts + " at "
                            + config.bootstrapServers() + ", which remembers what was replayed; create it with "
                            + TopicConfig.CLEANUP_POLICY_CONFIG + "=" + TopicConfig.CLEANUP_POLICY_COMPACT + ", or set "
                            + ScorerConfig.TOPICS_CREATE + "=true");
                }
            }
            return new Target(
                    partitions,
                    request.targets().topics().stream()
                            .flatMap(topic -> cluster.retention(topic).stream())
                            .min(Duration::compareTo));
        }
    }

    private static ReplayReport run(Replay replay) throws InterruptedException {
        try (Progress progress = Progress.start("Reading dead letters", replay.offsets())) {
            return replay.run(progress::step);
        }
    }

    private int print(ReplayReport report, ReplayRequest request, Target to) {
        RedriveOutput output = new RedriveOutput(terminal, request);
        if (json) {
            output.printJson(report);
        } else {
            output.printTable(report);
        }
        to.retention().ifPresent(retention -> output.warnOfRetention(report, retention, Instant.now()));
        return output.sumUp(report);
    }
}
