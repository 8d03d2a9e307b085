// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.alternative;

import java.util.Collection;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/** Tells when a consumer has joined its group. Confined to the consumer's thread. */
final class FirstAssignment implements ConsumerRebalanceListener {
    private final Runnable whenAssigned;
    private boolean assigned;

    FirstAssignment(Runnable whenAssigned) {
        this.whenAssigned = whenAssigned;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (!assigned) {
            assigned = true;
            whenAssigned.run();
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        // What was read of them is committed by now, or left to their next owner.
    }
}
