// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Where a record stands. */
public record Origin(String topic, int partition, long offset) {
    public static Origin of(RecordMetadata metadata) {
        return new Origin(metadata.topic(), metadata.partition(), metadata.offset());
    }

    /** The id of a review that brought none. */
    public String asId() {
        return topic + "-" + partition + "-" + offset;
    }
}
