// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import dev.undertone.event.ScoredEvent;
import dev.undertone.event.ScoredEventReader;
import dev.undertone.stream.CommitHook;
import dev.undertone.stream.TaskScope;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds up the scored events of a partition by key and window, and sends on what it has before each commit. It is here
 * that a review is late: by the times of its own partition, in the order of that, so that it is the same at every run,
 * through failures and whatever other partitions do. Kafka Streams keeps the time with the offsets of a commit.
 *
 * <p>Confined to one stream thread.
 */
final class GatheringProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOGGER = LoggerFactory.getLogger(GatheringProcessor.class);

    /** Parts that may wait before a commit is asked for. */
    private static final int MOST_WAITING = 20_000;
    /** Longer values of fields are no keys: they would take the memory that is meant for figures. */
    private static final int LONGEST_VALUE = 256;

    private final TrendsContext trends;
    private final ScoredEventReader reader;
    private final Map<Slot, SentimentFigures> waiting = new LinkedHashMap<>();
    /** Fields that have been missing once, of which the log knows. */
    private final Set<String> missed = new HashSet<>();

    private ProcessorContext<byte[], byte[]> context;
    private TaskScope scope;
    private TaskScope.RecordContext last;
    private CommitHook commitHook;
    private long time;
    /** The time when parts were sent before; also through restarts, as what was committed was sent. */
    private long sentTime;

    GatheringProcessor(TrendsContext trends) {
        this.trends = trends;
        this.reader = new ScoredEventReader(trends.by());
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> taskContext) {
        reset();
        context = taskContext;
        scope = new TaskScope(taskContext);
        sentTime = context.currentStreamTimeMs();
        commitHook = context.getStateStore(TrendsTopology.GATHERING_HOOK);
        commitHook.beforeOffsets(this::sendOn);
    }

    /** Sends nothing itself, so it never has to be repeated. */
    @Override
    public void process(Record<byte[], byte[]> record) {
        last = scope.here();
        time = context.currentStreamTimeMs();
        if (record.value() == null) {
            // A delete of what has its key: it was counted when it came.
            return;
        }
        Optional<ScoredEvent> event = reader.read(record.value());
        if (event.isEmpty()) {
            trends.metrics().eventUnreadable();
            return;
        }
        count(event.get(), record.timestamp());
        if (waiting.size() >= MOST_WAITING) {
            context.commit();
        }
    }

    @Override
    public void close() {
        reset();
    }

    private void count(ScoredEvent review, long reviewTime) {
        for (WindowLength length : trends.lengths()) {
            long start = length.startOf(reviewTime);
            if (start + length.millis() + trends.graceMillis() <= time) {
                trends.metrics().reviewLate();
                figures(length, length.startOf(time), TrendKey.ALL).addLate();
                continue;
            }
            figures(length, start, TrendKey.ALL).add(review);
            for (String field : trends.by()) {
                String value = review.fields().get(field);
                if (isKey(value)) {
                    figures(length, start, new TrendKey(field, value)).add(review);
                }
            }
        }
        boolean complete = true;
        for (String field : trends.by()) {
            if (!isKey(review.fields().get(field))) {
                complete = false;
                warnOfMissing(field);
            }
        }
        trends.metrics().reviewCounted(complete);
    }

    private static boolean isKey(String value) {
        return value != null && value.length() <= LONGEST_VALUE;
    }

    private void warnOfMissing(String field) {
        if (!missed.add(field)) {
            return;
        }
        LOGGER.atWarn()
                .addKeyValue("field", field)
                .log("A scored event has no such field of its review, or a value longer than 256 characters, and counts"
                        + " over all reviews only; name the field in output.fields or trends.by where the scorer runs");
    }

    private SentimentFigures figures(WindowLength length, long start, TrendKey key) {
        return waiting.computeIfAbsent(new Slot(length, start, key.text()), slot -> new SentimentFigures());
    }

    /** What has been sent is forgotten at once: when Kafka times out in the middle, it is asked for the rest later. */
    private void sendOn() {
        if (waiting.isEmpty()) {
            return;
        }
        int partition = context.taskId().partition();
        scope.within(last, () -> {
            Iterator<Map.Entry<Slot, SentimentFigures>> parts =
                    waiting.entrySet().iterator();
            while (parts.hasNext()) {
                Map.Entry<Slot, SentimentFigures> part = parts.next();
                Slot slot = part.getKey();
                context.forward(new Record<>(
                        slot.key().getBytes(StandardCharsets.UTF_8),
                        new Partial(slot.length().millis(), slot.start(), partition, time, sentTime, part.getValue())
                                .bytes(),
                        time));
                parts.remove();
            }
        });
        sentTime = time;
    }

    private void reset() {
        if (commitHook != null) {
            commitHook.disarm();
        }
        waiting.clear();
    }
}
