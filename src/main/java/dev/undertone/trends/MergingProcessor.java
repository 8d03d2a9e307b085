// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import dev.undertone.stream.CommitHook;
import dev.undertone.stream.TaskScope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Adds up the parts of each key's windows. Before each commit it stores and publishes what has changed, looks at the
 * windows that have closed for an alert, and lets go of those that are old. Confined to one stream thread.
 */
final class MergingProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    /** Changes that may wait before a commit is asked for. */
    private static final int MOST_WAITING = 20_000;
    /** How often it looks whether a window has closed while nothing comes. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    private static final String SOURCE = "source ";

    private final TrendsContext trends;
    private final Map<Long, WindowLength> lengths;

    private ProcessorContext<byte[], byte[]> context;
    private TaskScope scope;
    private TaskScope.RecordContext last;
    private CommitHook commitHook;
    private KeyValueStore<String, Long> marks;
    private WindowBook book;
    private SourceTimes times;
    /** Whose time has changed since the last commit. */
    private final Map<Integer, Long> heard = new TreeMap<>();

    MergingProcessor(TrendsContext trends) {
        this.trends = trends;
        this.lengths = trends.lengths().stream().collect(Collectors.toMap(WindowLength::millis, Function.identity()));
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> taskContext) {
        reset();
        context = taskContext;
        scope = new TaskScope(taskContext);
        last = null;
        marks = context.getStateStore(TrendsTopology.MARKS);
        times = new SourceTimes();
        try (KeyValueIterator<String, Long> all = marks.all()) {
            while (all.hasNext()) {
                KeyValue<String, Long> mark = all.next();
                if (mark.key.startsWith(SOURCE)) {
                    int source = Integer.parseInt(mark.key.substring(SOURCE.length()));
                    times.heard(source, mark.value, mark.value, context.currentSystemTimeMs());
                }
            }
        }
        book = new WindowBook(
                trends, length -> context.getStateStore(TrendsTopology.store(length)), marks, this::publish);
        commitHook = context.getStateStore(TrendsTopology.MERGING_HOOK);
        commitHook.beforeOffsets(() -> {
            if (last != null) {
                scope.within(last, this::settle);
            }
        });
        context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> {
            last = scope.here();
            settle();
        });
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        last = scope.here();
        Partial part = Partial.read(record.value());
        WindowLength length = lengths.get(part.lengthMillis());
        if (length == null) {
            // On its way since before trends.window was changed.
            return;
        }
        book.add(new Slot(length, part.start(), new String(record.key(), StandardCharsets.UTF_8)), part.figures());
        heard.put(
                part.source(),
                times.heard(part.source(), part.sentTime(), part.sourceTime(), context.currentSystemTimeMs()));
        if (book.waiting() >= MOST_WAITING) {
            context.commit();
        }
    }

    @Override
    public void close() {
        reset();
    }

    /** Can be repeated where Kafka times out in the middle. */
    private void settle() {
        heard.forEach((source, time) -> marks.put(SOURCE + source, time));
        heard.clear();
        Set<Slot> changed = new HashSet<>(book.changed());
        // A window that closed before may still have got reviews of a slower partition.
        changed.removeIf(slot -> !book.isTested(slot));
        changed.forEach(slot -> book.figures(slot).ifPresent(now -> test(slot, now)));
        book.store();
        OptionalLong watermark = times.watermark(context.currentSystemTimeMs());
        if (watermark.isPresent()) {
            trends.lengths().forEach(length -> close(length, watermark.getAsLong()));
            book.letGo(watermark.getAsLong());
        }
    }

    private void close(WindowLength length, long watermark) {
        for (long start : book.closed(length, watermark)) {
            book.forEachKey(length, start, this::test);
            book.store();
            book.tested(length, start);
        }
    }

    private void test(Slot slot, HeldFigures now) {
        if (trends.settings().alertDrop() == 0 || now.alerted()) {
            return;
        }
        Slot previous = new Slot(slot.length(), slot.start() - slot.length().millis(), slot.key());
        book.figures(previous)
                .flatMap(before -> WindowPair.of(before.figures(), now.figures(), trends.settings()))
                .filter(pair -> pair.isAlert(trends.settings()))
                .ifPresent(pair -> alert(slot, now, pair));
    }

    private void alert(Slot slot, HeldFigures now, WindowPair pair) {
        byte[] key = slot.key().equals(TrendKey.ALL.text())
                ? null
                : TrendKey.parse(slot.key()).value().getBytes(StandardCharsets.UTF_8);
        context.forward(
                new Record<>(key, TrendsJson.alert(slot, pair), context.currentSystemTimeMs()),
                TrendsTopology.WRITE_ALERTS);
        book.change(slot, now.withAlert());
        trends.metrics().alerted();
    }

    /** The figures' record bears the start of their window for its time. */
    private void publish(Slot slot, HeldFigures held) {
        context.forward(
                new Record<>(TrendsJson.key(slot), TrendsJson.figures(slot, held.figures()), Math.max(0, slot.start())),
                TrendsTopology.WRITE_TRENDS);
    }

    private void reset() {
        if (commitHook != null) {
            commitHook.disarm();
        }
        if (book != null) {
            book.forget();
            book = null;
        }
        heard.clear();
    }
}
