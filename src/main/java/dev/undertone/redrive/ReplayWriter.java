// SPDX-License-Identifier: Apache-2.0
package dev.undertone.redrive;

import dev.undertone.deadletter.DeadLetter;
import dev.undertone.kafka.BrokerUnavailableException;
import dev.undertone.kafka.ProducerLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes replays and their receipts, both or neither. Whoever opens it last for the same dead letters takes over: what
 * another left unfinished is undone, and that other one fails. Confined to one thread.
 */
final class ReplayWriter implements AutoCloseable {
    private static final int LARGEST_REQUEST = 64 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** While a transaction is open, readers of committed records wait before it; if its writer dies, for this long. */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

    private final KafkaProducer<byte[], byte[]> producer;
    private final ReplayRequest request;
    private final ToIntFunction<String> partitions;
    private boolean failed;

    private ReplayWriter(
            KafkaProducer<byte[], byte[]> producer, ReplayRequest request, ToIntFunction<String> partitions) {
        this.producer = producer;
        this.request = request;
        this.partitions = partitions;
    }

    /**
     * Takes over the work on these dead letters.
     *
     * @param transactionalId the same for every run on the same dead letters
     * @param partitions how many a target has
     * @throws BrokerUnavailableException if the broker does not answer
     * @throws RedriveException if it refuses
     */
    static ReplayWriter open(
            Map<String, Object> clientProperties,
            ReplayRequest request,
            String transactionalId,
            ToIntFunction<String> partitions) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        properties.putAll(ProducerLimits.quickGzip());
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) LARGEST_REQUEST);
        clientProperties.forEach((key, value) -> {
            if (ProducerConfig.configNames().contains(key)) {
                properties.put(key, value);
            }
        });
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION_TIMEOUT.toMillis());
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            return new ReplayWriter(producer, request, partitions);
        } catch (TimeoutException e) {
            producer.close(Duration.ZERO);
            throw new BrokerUnavailableException(
                    "the cluster at " + clientProperties.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG)
                            + " opens no transaction; check that all its brokers are up",
                    e);
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw new RedriveException(
                    "the broker does not open a transaction for the transactional id " + transactionalId + ": "
                            + e.getMessage() + "; nothing was replayed",
                    e);
        }
    }

    /**
     * Replays letters, and counts in the report which of them the broker took.
     *
     * @throws RedriveException if another run took over or the broker fails; then none of these letters was replayed
     */
    void send(List<DeadLetter> letters, ReplayLog receipts, ReplayReport report) {
        Optional<KafkaException> refusal = commit(letters, receipts);
        if (refusal.isEmpty()) {
            letters.forEach(letter -> report.count(letter, ReplayOutcome.REPLAYED));
        } else if (letters.size() == 1) {
            report.refused(letters.get(0), refusal.get().getMessage());
        } else {
            // One letter that is too large for the target must not hold up the others.
            int half = letters.size() / 2;
            send(letters.subList(0, half), receipts, report);
            send(letters.subList(half, letters.size()), receipts, report);
        }
    }

    @Override
    public void close() {
        // A producer that could not finish a transaction cannot end it in order either; the next one to open does.
        producer.close(failed ? Duration.ZERO : Duration.ofSeconds(5));
    }

    /** Writes them all in one transaction, or none where the broker refuses one of them; then returns why. */
    private Optional<KafkaException> commit(List<DeadLetter> letters, ReplayLog receipts) {
        try {
            producer.beginTransaction();
            for (DeadLetter letter : letters) {
                String target = request.targets().of(letter).orElseThrow();
                hand(letter.replay(target, partitions.applyAsInt(target)));
                hand(receipts.receipt(request.deadLetters(), letter, target));
            }
            producer.commitTransaction();
            return Optional.empty();
        } catch (KafkaException e) {
            Optional<KafkaException> refusal = causes(e)
                    .filter(ReplayWriter::isRefusal)
                    .map(KafkaException.class::cast)
                    .findFirst();
            if (refusal.isEmpty()) {
                throw failed(e);
            }
            abort();
            return refusal;
        }
    }

    /**
     * Whether the broker, or the producer for it, will never take the record: too large, of a wrong time, without
     * a key.
     */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof InvalidTimestampException
                || failure instanceof InvalidRecordException
                || failure instanceof PolicyViolationException;
    }

    private void abort() {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /**
     * Sends a record, and fails at once where the producer knows already that it cannot: the next would have it wait
     * all over.
     */
    private void hand(ProducerRecord<byte[], byte[]> record) {
        Future<RecordMetadata> sent = producer.send(record);
        if (sent.isDone()) {
            try {
                sent.get();
            } catch (ExecutionException e) {
                throw new KafkaException(e.getCause());
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }

    private RedriveException failed(KafkaException e) {
        failed = true;
        boolean fenced = causes(e)
                .anyMatch(cause ->
                        cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException);
        if (fenced) {
            return new RedriveException(
                    "another replay of " + request.deadLetters()
                            + " has begun and ends this one; run this one again when that is done",
                    e);
        }
        String why = causes(e)
                .reduce((outer, inner) -> inner)
                .map(Throwable::getMessage)
                .orElse(e.getMessage());
        return new RedriveException(
                "replaying to " + request.target() + " failed (" + why
                        + "); run the same command again: it goes on where this one stopped",
                e);
    }

    private static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause);
    }
}
