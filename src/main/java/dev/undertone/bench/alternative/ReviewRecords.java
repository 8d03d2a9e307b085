// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.alternative;

import dev.undertone.config.ScorerConfig;
import dev.undertone.deadletter.DeadLetterHeaders;
import dev.undertone.event.Decoded;
import dev.undertone.event.EventDecoder;
import dev.undertone.event.ReviewEvent;
import dev.undertone.event.ScoredEventWriter;
import dev.undertone.event.Undecodable;
import dev.undertone.kafka.TopicPartitionOffset;
import dev.undertone.model.ModelBundle;
import dev.undertone.review.Outcome;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Rejected;
import dev.undertone.review.Scored;
import dev.undertone.text.ReviewEncoder;
import dev.undertone.text.TokenIds;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Records of the input topic become those of the output and the dead-letter topic, by the scorer's own decoder, encoder
 * and writer: the part that all applications have in common. Safe for use by many threads.
 */
final class ReviewRecords {
    private static final Rejected NO_TOKEN =
            new Rejected(RejectReason.EMPTY_TEXT, "the text holds no word, only blanks or punctuation");

    private final EventDecoder decoder;
    private final ReviewEncoder encoder;
    private final ScoredEventWriter writer;
    private final String output;
    private final String deadLetters;
    private final Clock clock = Clock.systemUTC();

    private ReviewRecords(
            EventDecoder decoder, ReviewEncoder encoder, ScoredEventWriter writer, String output, String deadLetters) {
        this.decoder = decoder;
        this.encoder = encoder;
        this.writer = writer;
        this.output = output;
        this.deadLetters = deadLetters;
    }

    static ReviewRecords of(ScorerConfig config, ModelBundle bundle) {
        return new ReviewRecords(
                new EventDecoder(config.events().shape(), config.inputMaxBytes()),
                bundle.encoder(),
                new ScoredEventWriter(),
                output(config),
                config.topics().deadLetters());
    }

    /** The topic to read; the alternatives know one. */
    static String input(ScorerConfig config) {
        return config.inputTopic("alternatives read one: name it");
    }

    /** The topic for scores, likewise. */
    static String output(ScorerConfig config) {
        return config.outputTopic("alternatives write one: name it");
    }

    /**
     * What comes in.
     *
     * @param value may be null
     */
    record Incoming(TopicPartitionOffset origin, byte[] value, Headers headers) {}

    /**
     * What goes out beside the incoming record's key and timestamp.
     *
     * @param value may be null where {@code topic} is that of the dead letters
     */
    record Outgoing(String topic, byte[] value, Headers headers) {}

    /** One answer a record, in the order given: its score or its dead letter. */
    List<Outgoing> answer(List<Incoming> records, BatchScorer scorer) {
        List<Reading> readings = records.stream().map(this::read).toList();
        List<Outcome> scored = scorer.score(readings.stream()
                .filter(Reading::isScorable)
                .map(Reading::tokens)
                .toList());
        List<Outgoing> answers = new ArrayList<>(records.size());
        int next = 0;
        for (Reading reading : readings) {
            answers.add(answer(
                    reading,
                    reading.isScorable()
                            ? scored.get(next++)
                            : reading.rejection().orElseThrow()));
        }
        return answers;
    }

    /** The same for those who consume and produce themselves: the answers with their records' keys and timestamps. */
    List<ProducerRecord<byte[], byte[]>> answerConsumed(
            List<ConsumerRecord<byte[], byte[]>> records, BatchScorer scorer) {
        List<Outgoing> answers = answer(
                records.stream()
                        .map(record -> new Incoming(
                                new TopicPartitionOffset(record.topic(), record.partition(), record.offset()),
                                record.value(),
                                record.headers()))
                        .toList(),
                scorer);
        List<ProducerRecord<byte[], byte[]>> produced = new ArrayList<>(answers.size());
        for (int i = 0; i < answers.size(); i++) {
            ConsumerRecord<byte[], byte[]> record = records.get(i);
            Outgoing answer = answers.get(i);
            produced.add(new ProducerRecord<>(
                    answer.topic(), null, record.timestamp(), record.key(), answer.value(), answer.headers()));
        }
        return produced;
    }

    private Reading read(Incoming record) {
        Decoded decoded = decoder.decode(record.value());
        if (decoded instanceof ReviewEvent event) {
            TokenIds tokens = encoder.encode(event.text());
            Optional<Rejected> rejection = tokens.isEmpty() ? Optional.of(NO_TOKEN) : Optional.empty();
            return new Reading(record, Optional.of(event), tokens, rejection);
        }
        return new Reading(record, Optional.empty(), TokenIds.of(), Optional.of(((Undecodable) decoded).rejection()));
    }

    private Outgoing answer(Reading reading, Outcome outcome) {
        Incoming record = reading.record();
        if (outcome instanceof Scored scored) {
            ReviewEvent event = reading.event().orElseThrow();
            byte[] value = writer.write(
                    event.id().orElseGet(record.origin()::asId),
                    scored,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS),
                    event.carried());
            return new Outgoing(output, value, record.headers());
        }
        return new Outgoing(
                deadLetters, record.value(), DeadLetterHeaders.headers(record.headers(), record.origin(), (Rejected)
                        outcome));
    }

    /** @param rejection empty where the model is to say what becomes of it */
    private record Reading(
            Incoming record, Optional<ReviewEvent> event, TokenIds tokens, Optional<Rejected> rejection) {
        boolean isScorable() {
            return rejection.isEmpty();
        }
    }
}
