// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.alternative;

import dev.undertone.config.ScorerConfig;
import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Confluent's Parallel Consumer: one consumer, and workers that take batches of {@code batch.max.size} from whatever
 * partition. It keeps no order, which is the freest and fastest that it has to offer, and as many workers score as the
 * configuration has threads. A worker waits until the broker has its batch's answers; offsets are committed beside the
 * work, at least once.
 */
final class ConfluentParallel implements Application {
    private static final long CHECK_MS = 200;

    private final ScorerConfig config;
    private final ReviewRecords records;
    private final BatchScorer scorer;
    private final CountDownLatch ending = new CountDownLatch(1);

    ConfluentParallel(ScorerConfig config, ReviewRecords records, BatchScorer scorer) {
        this.config = config;
        this.records = records;
        this.scorer = scorer;
    }

    @Override
    public void run(Runnable whenReading) throws InterruptedException {
        ParallelConsumerOptions<byte[], byte[]> options = ParallelConsumerOptions.<byte[], byte[]>builder()
                .consumer(new KafkaConsumer<>(
                        ClientSettings.ofConsumer(config), new ByteArrayDeserializer(), new ByteArrayDeserializer()))
                .producer(new KafkaProducer<>(
                        ClientSettings.ofProducer(config), new ByteArraySerializer(), new ByteArraySerializer()))
                .ordering(ProcessingOrder.UNORDERED)
                .maxConcurrency(config.threads())
                .batchSize(config.batchPolicy().maxSize())
                .build();
        try (ParallelStreamProcessor<byte[], byte[]> processor =
                ParallelStreamProcessor.createEosStreamProcessor(options)) {
            processor.subscribe(List.of(ReviewRecords.input(config)), new FirstAssignment(whenReading));
            processor.pollAndProduceMany(batch -> records.answerConsumed(batch.getConsumerRecordsFlattened(), scorer));
            while (!ending.await(CHECK_MS, TimeUnit.MILLISECONDS)) {
                if (processor.isClosedOrFailed()) {
                    throw new IllegalStateException("the Parallel Consumer ended by itself; its log says why");
                }
            }
        }
    }

    @Override
    public void stop() {
        ending.countDown();
    }
}
