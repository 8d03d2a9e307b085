// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer that tells {@link Refusals} which record a broker refused, and Kafka Streams only that sending took too
 * long: to that, Streams answers by undoing the transaction and reading everything since the last commit again, where a
 * refusal would end the thread, and with it the service.
 *
 * <p>In a transaction nothing more is sent after a refusal, as it can only be undone.
 */
final class OutcomeProducer extends KafkaProducer<byte[], byte[]> {
    private static final String UNDONE = "a topic refused a record, so what was sent with it is undone and sent anew";

    private final Refusals refusals;
    private final boolean transactional;
    private final Refusals.OfOneTransaction refused = new Refusals.OfOneTransaction();
    private volatile boolean doomed;

    OutcomeProducer(Map<String, Object> config, Refusals refusals) {
        super(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.refusals = refusals;
        this.transactional = config.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG) != null;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        if (doomed) {
            return notSent();
        }
        Optional<Refusals.Attempt> attempt = refusals.underway();
        try {
            return attempt.isEmpty()
                    ? super.send(record, callback)
                    : super.send(record, (metadata, failure) -> answered(attempt.get(), callback, metadata, failure));
        } catch (KafkaException e) {
            // The transaction failed since the look at it above.
            if (transactional && Refusals.isRefusal(e.getCause())) {
                doomed = true;
                return notSent();
            }
            throw e;
        }
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
        if (doomed) {
            throw undone(null);
        }
        try {
            super.sendOffsetsToTransaction(offsets, groupMetadata);
        } catch (KafkaException e) {
            throw undoneOr(e);
        }
    }

    @Override
    public void commitTransaction() {
        if (doomed) {
            throw undone(null);
        }
        try {
            super.commitTransaction();
        } catch (KafkaException e) {
            throw undoneOr(e);
        }
    }

    @Override
    public void abortTransaction() {
        refused.settle(refusals, failureOfTransaction());
        super.abortTransaction();
        doomed = false;
    }

    private void answered(Refusals.Attempt attempt, Callback callback, RecordMetadata metadata, Exception failure) {
        if (failure == null || !(Refusals.isRefusal(failure) || Refusals.isOfABatchMate(failure))) {
            callback.onCompletion(metadata, failure);
        } else if (transactional) {
            doomed = true;
            if (Refusals.isRefusal(failure)) {
                refused.add(attempt, failure);
            }
        } else {
            if (Refusals.isRefusal(failure)) {
                refusals.remember(attempt, failure);
            }
            callback.onCompletion(metadata, undone(failure));
        }
    }

    /** What the producer hands to all that it no longer sends; null where nothing failed. */
    private Throwable failureOfTransaction() {
        if (!doomed) {
            return null;
        }
        try {
            // Not to be begun, as it goes on and has failed: which is told with the failure.
            super.beginTransaction();
            return null;
        } catch (KafkaException | IllegalStateException e) {
            return e.getCause();
        }
    }

    private KafkaException undoneOr(KafkaException e) {
        boolean refusal = doomed || Refusals.isRefusal(e.getCause());
        doomed = doomed || refusal;
        return refusal ? undone(e) : e;
    }

    private static TimeoutException undone(Exception cause) {
        return new TimeoutException(UNDONE, cause);
    }

    private static Future<RecordMetadata> notSent() {
        return CompletableFuture.failedFuture(undone(null));
    }
}
