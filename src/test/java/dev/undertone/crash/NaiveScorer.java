// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash;

import static dev.undertone.testing.Records.bytes;

import dev.undertone.batch.BatchPolicy;
import dev.undertone.config.ScorerConfig;
import dev.undertone.config.Settings;
import dev.undertone.event.Decoded;
import dev.undertone.event.EventDecoder;
import dev.undertone.event.ReviewEvent;
import dev.undertone.event.ScoredEventWriter;
import dev.undertone.model.ModelBundle;
import dev.undertone.review.Outcome;
import dev.undertone.review.Scored;
import dev.undertone.score.ReviewScorer;
import dev.undertone.stream.StreamsProperties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * A scorer that batches the obvious way: a buffer that a timer empties. It is wrong on purpose. Kafka Streams
 * commits the offsets of what lies in the buffer, so whatever ends the process, cleanly or not, loses it. The
 * harness must notice.
 */
final class NaiveScorer {
    private NaiveScorer() {}

    /** Takes the arguments of {@code undertone run}. */
    public static void main(String[] arguments) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i++) {
            if (arguments[i].equals("--set")) {
                String[] keyAndValue = arguments[i + 1].split("=", 2);
                settings.put(keyAndValue[0], keyAndValue[1]);
            }
        }
        ScorerConfig config = ScorerConfig.of(Settings.gather(Map.of(), Optional.empty(), Map.of(), settings));
        ReviewScorer scorer = ReviewScorer.open(ModelBundle.open(config.modelPath()), config.neutralBand());
        Properties properties = new Properties();
        properties.putAll(StreamsProperties.of(config));
        KafkaStreams streams = new KafkaStreams(topology(config, scorer), properties);
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                System.err.println("Ready");
            } else if (now == KafkaStreams.State.ERROR) {
                Runtime.getRuntime().halt(1);
            }
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            streams.close();
            Runtime.getRuntime().halt(0);
        }));
        streams.start();
    }

    private static Topology topology(ScorerConfig config, ReviewScorer scorer) {
        Topology topology = new Topology();
        topology.addSource(
                "read", new ByteArrayDeserializer(), new ByteArrayDeserializer(), config.inputTopic("it reads one"));
        topology.addProcessor("score", () -> new Buffering(config, scorer), "read");
        topology.addSink(
                "scores",
                config.outputTopic("it writes one"),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                "score");
        topology.addSink(
                "rejections",
                config.topics().deadLetters(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                "score");
        return topology;
    }

    private static final class Buffering implements Processor<byte[], byte[], byte[], byte[]> {
        private final BatchPolicy policy;
        private final EventDecoder decoder;
        private final ReviewScorer scorer;
        private final ScoredEventWriter writer = new ScoredEventWriter();
        private final List<Record<byte[], byte[]>> records = new ArrayList<>();
        private final List<ReviewEvent> events = new ArrayList<>();
        private ProcessorContext<byte[], byte[]> context;

        Buffering(ScorerConfig config, ReviewScorer scorer) {
            this.policy = config.batchPolicy();
            this.decoder = new EventDecoder(config.eventFields(), config.inputMaxBytes());
            this.scorer = scorer;
        }

        @Override
        public void init(ProcessorContext<byte[], byte[]> taskContext) {
            context = taskContext;
            context.schedule(policy.linger(), PunctuationType.WALL_CLOCK_TIME, now -> flush());
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            Decoded decoded = decoder.decode(record.value());
            if (decoded instanceof ReviewEvent event) {
                records.add(record);
                events.add(event);
                if (records.size() >= policy.maxSize()) {
                    flush();
                }
            } else {
                reject(record);
            }
        }

        private void flush() {
            List<Outcome> outcomes = scorer.score(
                    events.stream().map(event -> scorer.encode(event.text())).toList());
            for (int i = 0; i < outcomes.size(); i++) {
                ReviewEvent event = events.get(i);
                Scored scored = (Scored) outcomes.get(i);
                byte[] value = writer.write(event.id().orElseThrow(), scored, Instant.now(), event.carried());
                context.forward(records.get(i).withValue(value), "scores");
            }
            records.clear();
            events.clear();
        }

        private void reject(Record<byte[], byte[]> record) {
            RecordMetadata metadata = context.recordMetadata().orElseThrow();
            record.headers().add("__streams.errors.topic", bytes(metadata.topic()));
            record.headers().add("__streams.errors.partition", bytes(Integer.toString(metadata.partition())));
            record.headers().add("__streams.errors.offset", bytes(Long.toString(metadata.offset())));
            context.forward(record, "rejections");
        }
    }
}
