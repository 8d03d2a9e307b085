// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench;

import dev.undertone.bench.report.BenchException;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes at a steady rate from a thread of its own, as a producer with Kafka's defaults does: what comes within 5 ms
 * goes together.
 */
final class SteadyPublisher {
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    private SteadyPublisher() {}

    /** Starts to publish; the thread ends once {@code reviews} are sent. */
    static SteadyPublisher start(
            Map<String, Object> clientProperties,
            String topic,
            int partitions,
            Iterable<byte[]> events,
            double perSecond,
            long reviews) {
        SteadyPublisher publisher = new SteadyPublisher();
        Thread thread = new Thread(
                () -> publisher.publish(clientProperties, topic, partitions, events, perSecond, reviews),
                "undertone-bench-publisher");
        thread.setDaemon(true);
        thread.start();
        return publisher;
    }

    /** @throws BenchException if publishing has failed */
    void requireWell() {
        if (failure.get() != null) {
            throw new BenchException("publishing failed: " + failure.get().getMessage());
        }
    }

    private void publish(
            Map<String, Object> clientProperties,
            String topic,
            int partitions,
            Iterable<byte[]> events,
            double perSecond,
            long reviews) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(clientProperties, new ByteArraySerializer(), new ByteArraySerializer())) {
            Iterator<byte[]> source = events.iterator();
            long start = System.nanoTime();
            for (long i = 0; i < reviews; i++) {
                if (!source.hasNext()) {
                    source = events.iterator();
                }
                long due = start + (long) (i * 1e9 / perSecond);
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                producer.send(
                        new ProducerRecord<>(topic, (int) (i % partitions), null, source.next()),
                        (metadata, exception) -> {
                            if (exception != null) {
                                failure.compareAndSet(null, exception);
                            }
                        });
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }
}
