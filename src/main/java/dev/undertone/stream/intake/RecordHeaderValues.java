// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream.intake;

import dev.undertone.event.HeaderValues;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers of a record of Kafka. */
public record RecordHeaderValues(Headers headers) implements HeaderValues {
    @Override
    public byte[] last(String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : header.value();
    }
}
