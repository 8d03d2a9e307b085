// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stream;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;

/**
 * Forwards a record as if it had just arrived, whenever that is: from a later record, a timer or a commit. Streams
 * keeps a current node and a current record for downstream nodes; both are put back to what they were for the forwarded
 * record, so that its own topic, partition, offset and headers show in errors and metadata. This and {@link CommitHook}
 * are the only uses of classes internal to Kafka Streams. Confined to one stream thread.
 */
public final class TaskScope {
    private final InternalProcessorContext<byte[], byte[]> context;
    private final ProcessorNode<?, ?, ?, ?> node;

    /** Where in the input a forwarded record belongs. */
    public record RecordContext(ProcessorRecordContext record) {}

    /** Must be made in the processor's {@code init}, while its node is the current one. */
    public TaskScope(ProcessorContext<byte[], byte[]> context) {
        this.context = (InternalProcessorContext<byte[], byte[]>) context;
        this.node = this.context.currentNode();
    }

    /** The context of the record being processed. */
    public RecordContext here() {
        return new RecordContext(context.recordContext());
    }

    void forward(RecordContext of, Record<byte[], byte[]> record, String child) {
        within(of, () -> context.forward(record, child));
    }

    /** Runs what forwards records or writes to a store, as if the record of that context had just arrived. */
    public void within(RecordContext of, Runnable action) {
        ProcessorNode<?, ?, ?, ?> currentNode = context.currentNode();
        ProcessorRecordContext currentRecord = context.recordContext();
        try {
            context.setCurrentNode(node);
            context.setRecordContext(of.record());
            action.run();
        } finally {
            context.setRecordContext(currentRecord);
            context.setCurrentNode(currentNode);
        }
    }
}
