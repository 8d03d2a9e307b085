// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Where a record stands. */
public record TopicPartitionOffset(String topic, int partition, long offset) {
    public static TopicPartitionOffset of(RecordMetadata metadata) {
        return new TopicPartitionOffset(metadata.topic(), metadata.partition(), metadata.offset());
    }

    /** The id of a review that brought none. */
    public String asId() {
        return topic + "-" + partition + "-" + offset;
    }
}
