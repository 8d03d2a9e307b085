// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream.outcome;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A producer that tells {@link OutputTopics} which outcome a broker refused, and Kafka Streams that it was fenced. To
 * that Streams answers by undoing the transaction, joining the group anew and reading everything since the last commit
 * again with another producer, where a refusal would end the thread and with it the service.
 */
final class OutcomeProducer extends KafkaProducer<byte[], byte[]> {
    private static final Logger LOGGER = LoggerFactory.getLogger(OutcomeProducer.class);

    private static final String UNDONE = "a topic refused a record, so what was sent with it is undone and sent anew";
    private static final String ENDED = "a broker ended the transaction, so what was not committed is read again";

    private final OutputTopics topics;
    private final boolean transactional;
    private volatile boolean refused;

    OutcomeProducer(Map<String, Object> config, OutputTopics topics) {
        super(withBatchesUpTo(topics.mostBatchBytes(), config), new ByteArraySerializer(), new ByteArraySerializer());
        this.topics = topics;
        this.transactional = config.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG) != null;
    }

    /**
     * A batch that is refused for its size is split into such as the setting allows, so a setting above the topic's
     * limit makes the same batch again. And where one partition's batch is split while another's is refused, Kafka's
     * idempotent producer (4.3.1) can keep the parts until their delivery times out, two minutes later.
     */
    static Map<String, Object> withBatchesUpTo(int mostBytes, Map<String, Object> config) {
        Map<String, Object> fitting = new HashMap<>(config);
        fitting.computeIfPresent(
                ProducerConfig.BATCH_SIZE_CONFIG,
                (key, asked) -> Math.min(mostBytes, Integer.parseInt(asked.toString())));
        return fitting;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        Optional<Refusals.Attempt> attempt = topics.refusals().underway();
        try {
            return super.send(record, (metadata, failure) -> {
                if (attempt.isPresent() && Refusals.isBehind(failure)) {
                    blame(attempt.get(), failure);
                    callback.onCompletion(metadata, fenced(UNDONE, failure));
                } else {
                    callback.onCompletion(metadata, failure);
                }
            });
        } catch (KafkaException e) {
            // The transaction has failed since; Streams looks at the cause here.
            throw isOfRefusal(e) ? new KafkaException(UNDONE, fenced(UNDONE, e)) : e;
        }
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
        try {
            super.sendOffsetsToTransaction(offsets, groupMetadata);
        } catch (KafkaException e) {
            throw forStreams(withTopics(e, offsets.keySet()), isOfRefusal(e));
        }
    }

    @Override
    public void commitTransaction() {
        try {
            super.commitTransaction();
        } catch (KafkaException e) {
            throw forStreams(e, isOfRefusal(e));
        }
    }

    /**
     * What Streams is told of a transaction that failed. Of one that a broker ended by itself, as the broker that led
     * it stood still, Streams knows nothing, and ends the thread, which the group then misses for as long as its
     * session lasts; whether it was committed before is read from the group's offsets in both cases.
     */
    static KafkaException forStreams(KafkaException failure, boolean refused) {
        if (refused) {
            return fenced(UNDONE, failure);
        }
        return failure instanceof InvalidTxnStateException ? fenced(ENDED, failure) : failure;
    }

    /**
     * Names the topics where the right to read one was taken away since its records were read: to a commit of offsets
     * Kafka answers without a topic, and without a class of its own.
     */
    static KafkaException withTopics(KafkaException failure, Set<TopicPartition> read) {
        if (failure.getClass() != KafkaException.class
                || !String.valueOf(failure.getMessage()).endsWith(Errors.TOPIC_AUTHORIZATION_FAILED.message())) {
            return failure;
        }
        Set<String> topics = read.stream().map(TopicPartition::topic).collect(Collectors.toCollection(TreeSet::new));
        KafkaException named = topics.size() == 1
                ? new TopicAuthorizationException(topics)
                : new AuthorizationException("READ on one of the topics " + String.join(", ", topics));
        named.initCause(failure);
        return named;
    }

    /**
     * In a transaction only the first refusal is to blame, as the producer hands it on to records that it then does not
     * send; this producer sends nothing any more.
     */
    private void blame(Refusals.Attempt attempt, Exception failure) {
        if (!Refusals.isRefusal(failure) || transactional && refused) {
            return;
        }
        refused = true;
        topics.refused(attempt, failure);
        LOGGER.atWarn()
                .addKeyValue("topic", attempt.topic())
                .addKeyValue("from", attempt.origin().topic())
                .addKeyValue("partition", attempt.origin().partition())
                .addKeyValue("offset", attempt.origin().offset())
                .addKeyValue("error", failure.getClass().getSimpleName())
                .log("A topic refused an outcome that its known settings let pass;"
                        + " what was sent since the last commit is sent anew, without it");
    }

    private boolean isOfRefusal(KafkaException failure) {
        return refused && Refusals.isBehind(failure);
    }

    private static InvalidProducerEpochException fenced(String message, Exception cause) {
        InvalidProducerEpochException fenced = new InvalidProducerEpochException(message);
        fenced.initCause(cause);
        return fenced;
    }
}
