// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.alternative;

import dev.undertone.bench.alternative.ReviewRecords.Incoming;
import dev.undertone.bench.alternative.ReviewRecords.Outgoing;
import dev.undertone.config.ScorerConfig;
import dev.undertone.kafka.OutputTimestamp;
import dev.undertone.kafka.TopicPartitionOffset;
import dev.undertone.stream.ScoringService;
import dev.undertone.stream.outcome.OutputTopics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/**
 * What tutorials show: a Kafka Streams application that calls the model for each record as it comes. Streams' own
 * defaults, at least once, with as many threads as the configuration says.
 */
final class PerRecord implements Application {
    private static final Duration FOREVER = Duration.ofDays(3650);
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private final ScoringService service;

    PerRecord(ScorerConfig config, ReviewRecords records, BatchScorer scorer) {
        service = new ScoringService(
                topology(config, records, scorer),
                properties(config),
                config.shutdownTimeout(),
                OutputTopics.of(config.topics(), OutputTimestamp.INPUT));
    }

    @Override
    public void run(Runnable whenReading) throws Exception {
        service.start();
        if (service.awaitRunning(FOREVER)) {
            whenReading.run();
        }
        Optional<Throwable> failure = service.awaitEnd();
        if (failure.isPresent()) {
            throw new IllegalStateException(
                    "a stream thread failed: " + failure.get().getMessage(), failure.get());
        }
    }

    @Override
    public void stop() {
        service.close();
    }

    private static Topology topology(ScorerConfig config, ReviewRecords records, BatchScorer scorer) {
        StreamsBuilder builder = new StreamsBuilder();
        String output = ReviewRecords.output(config);
        builder.stream(ReviewRecords.input(config), Consumed.with(BYTES, BYTES))
                .processValues(() -> new Answer(records, scorer))
                .split()
                .branch(
                        (key, answer) -> answer.topic().equals(output),
                        Branched.withConsumer(
                                scores -> scores.mapValues(Outgoing::value).to(output, Produced.with(BYTES, BYTES))))
                .defaultBranch(Branched.withConsumer(rejected -> rejected.mapValues(Outgoing::value)
                        .to(config.topics().deadLetters(), Produced.with(BYTES, BYTES))));
        return builder.build();
    }

    private static Map<String, Object> properties(ScorerConfig config) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        properties.put(StreamsConfig.producerPrefix("linger.ms"), ClientSettings.LINGER_MS);
        properties.putAll(config.clientProperties());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        return properties;
    }

    /** Confined to one stream thread. */
    private static final class Answer extends ContextualFixedKeyProcessor<byte[], byte[], Outgoing> {
        private final ReviewRecords records;
        private final BatchScorer scorer;

        Answer(ReviewRecords records, BatchScorer scorer) {
            this.records = records;
            this.scorer = scorer;
        }

        @Override
        public void process(FixedKeyRecord<byte[], byte[]> record) {
            TopicPartitionOffset origin =
                    context().recordMetadata().map(TopicPartitionOffset::of).orElseThrow();
            Incoming incoming = new Incoming(origin, record.value(), record.headers());
            Outgoing answer = records.answer(List.of(incoming), scorer).get(0);
            context().forward(record.withValue(answer).withHeaders(answer.headers()));
        }
    }
}
