// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.coordinator.group.generated.CoordinatorRecordType;
import org.apache.kafka.coordinator.group.generated.GroupMetadataValue;
import org.apache.kafka.coordinator.group.generated.StreamsGroupMetadataValue;

/** How often a group was rebalanced, as the broker itself wrote it down: no client can ask for that. */
public final class Generations {
    /** Where the broker keeps what it knows of groups. */
    public static final String TOPIC = "__consumer_offsets";

    private int latest;

    public void add(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        short type = ByteBuffer.wrap(record.key()).getShort();
        if (type == CoordinatorRecordType.GROUP_METADATA.id()) {
            GroupMetadataValue group = new GroupMetadataValue();
            read(group, record.value());
            latest = Math.max(latest, group.generation());
        } else if (type == CoordinatorRecordType.STREAMS_GROUP_METADATA.id()) {
            StreamsGroupMetadataValue group = new StreamsGroupMetadataValue();
            read(group, record.value());
            latest = Math.max(latest, group.epoch());
        }
    }

    /** The number of the group's last generation, which is how many it had. */
    public int latest() {
        return latest;
    }

    private static void read(ApiMessage message, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        short version = buffer.getShort();
        message.read(new ByteBufferAccessor(buffer), version);
    }
}
