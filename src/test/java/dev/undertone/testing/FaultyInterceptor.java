// SPDX-License-Identifier: Apache-2.0
package dev.undertone.testing;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Lets something go wrong on a stream thread, at the moment at which it sends a record. Kafka makes it from its class
 * name, which a scorer's configuration gives as {@code kafka.producer.interceptor.classes}; so the scorer itself knows
 * nothing of it.
 */
public final class FaultyInterceptor implements ProducerInterceptor<byte[], byte[]> {
    public static final String SETTING = "kafka.producer.interceptor.classes=" + FaultyInterceptor.class.getName();

    private static final AtomicReference<Runnable> FAULT = new AtomicReference<>();

    /** Runs once, on the next thread to send. */
    public static void next(Runnable fault) {
        FAULT.set(fault);
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        Optional.ofNullable(FAULT.getAndSet(null)).ifPresent(Runnable::run);
        return record;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
        // Nothing goes wrong here.
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // There is nothing to configure.
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
