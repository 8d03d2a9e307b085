// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** A record's own time; the present for one that has none (-1), as clients of old and careless ones send. Stateless. */
public final class ReviewTime implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return record.timestamp() < 0 ? System.currentTimeMillis() : record.timestamp();
    }
}
