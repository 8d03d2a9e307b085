// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The figures that one partition of keys holds: in its stores as of the last commit, and what has changed since. Their
 * number is bounded: beyond it the oldest windows go before their time, and where only two of each length are left, a
 * key that is new in its window is turned away. Confined to one stream thread, but for the stores, which queries read.
 */
final class WindowBook {
    /** A window is compared with the one before it. */
    private static final int FEWEST_WINDOWS = 2;

    private final TrendsContext trends;
    private final Map<WindowLength, WindowStore<String, byte[]>> stores = new LinkedHashMap<>();
    private final Map<WindowLength, TreeMap<Long, Integer>> held = new HashMap<>();
    private final KeyValueStore<String, Long> marks;
    private final BiConsumer<Slot, HeldFigures> results;
    private final Map<Slot, HeldFigures> changed = new LinkedHashMap<>();
    private long entries;

    /**
     * Takes up what the stores hold.
     *
     * @param stores by the length of their windows
     * @param marks what else is kept through restarts
     * @param results is given whatever has changed, once a commit
     */
    WindowBook(
            TrendsContext trends,
            Function<WindowLength, WindowStore<String, byte[]>> stores,
            KeyValueStore<String, Long> marks,
            BiConsumer<Slot, HeldFigures> results) {
        this.trends = trends;
        this.marks = marks;
        this.results = results;
        for (WindowLength length : trends.lengths()) {
            WindowStore<String, byte[]> store = stores.apply(length);
            this.stores.put(length, store);
            TreeMap<Long, Integer> counts = new TreeMap<>();
            held.put(length, counts);
            try (KeyValueIterator<Windowed<String>, byte[]> all = store.all()) {
                all.forEachRemaining(entry -> {
                    counts.merge(entry.key.window().start(), 1, Integer::sum);
                    entries++;
                });
            }
        }
        trends.metrics().entriesHeld(entries);
    }

    /** Adds to a window, which is to be held. Sends nothing unless it has to make room, and then before it adds. */
    void add(Slot slot, SentimentFigures part) {
        if (slot.start() < mark("gone", slot.length())) {
            trends.metrics().reviewsExpired(part.count());
            return;
        }
        Optional<HeldFigures> known = figures(slot);
        if (known.isEmpty()) {
            if (!slot.key().equals(TrendKey.ALL.text()) && !makeRoom(slot)) {
                trends.metrics().reviewsOverflowed(part.count());
                return;
            }
            held.get(slot.length()).merge(slot.start(), 1, Integer::sum);
            count(1);
        }
        HeldFigures figures = known.orElseGet(HeldFigures::none);
        figures.figures().add(part);
        changed.put(slot, figures);
    }

    /** The figures of a window, what has changed since the last commit included. */
    Optional<HeldFigures> figures(Slot slot) {
        HeldFigures change = changed.get(slot);
        return change != null
                ? Optional.of(change)
                : Optional.ofNullable(stores.get(slot.length()).fetch(slot.key(), slot.start()))
                        .map(HeldFigures::read);
    }

    /** Replaces the figures of a window that is held. */
    void change(Slot slot, HeldFigures figures) {
        changed.put(slot, figures);
    }

    List<Slot> changed() {
        return new ArrayList<>(changed.keySet());
    }

    int waiting() {
        return changed.size();
    }

    /** Stores what has changed and hands it on; what is done is forgotten, so that a failure can be repeated. */
    void store() {
        Iterator<Map.Entry<Slot, HeldFigures>> changes = changed.entrySet().iterator();
        while (changes.hasNext()) {
            Map.Entry<Slot, HeldFigures> change = changes.next();
            Slot slot = change.getKey();
            stores.get(slot.length()).put(slot.key(), change.getValue().bytes(), slot.start());
            results.accept(slot, change.getValue());
            changes.remove();
        }
    }

    /** When the windows of that length began that are held and that closed, by the watermark, since the last mark. */
    List<Long> closed(WindowLength length, long watermark) {
        long last = watermark - trends.graceMillis() - length.millis();
        return held.get(length).tailMap(mark("tested", length), false).keySet().stream()
                .takeWhile(start -> start <= last)
                .toList();
    }

    /** Up to which window of that length all have been looked at. */
    boolean isTested(Slot slot) {
        return slot.start() <= mark("tested", slot.length());
    }

    void tested(WindowLength length, long start) {
        marks.put("tested " + length.name(), start);
    }

    /** The keys of a window, as of the last commit. */
    void forEachKey(WindowLength length, long start, BiConsumer<Slot, HeldFigures> reader) {
        try (KeyValueIterator<Windowed<String>, byte[]> window =
                stores.get(length).fetchAll(start, start)) {
            while (window.hasNext()) {
                KeyValue<Windowed<String>, byte[]> entry = window.next();
                reader.accept(new Slot(length, start, entry.key.key()), HeldFigures.read(entry.value));
            }
        }
    }

    /** Lets go of the windows that are more than are to be held, unless some of their reviews may be still to come. */
    void letGo(long watermark) {
        held.forEach((length, counts) -> {
            while (counts.size() > FEWEST_WINDOWS) {
                long oldest = counts.firstKey();
                long first = counts.lastKey() - (trends.settings().history() - 1) * length.millis();
                boolean closed = oldest + length.millis() + trends.graceMillis() <= watermark;
                if (oldest >= mark("gone", length) && !(oldest < first && closed)) {
                    return;
                }
                drop(length, oldest);
            }
        });
    }

    /** To be told when it is given up. */
    void forget() {
        trends.metrics().entriesHeld(-entries);
        entries = 0;
    }

    private boolean makeRoom(Slot slot) {
        while (entries >= trends.maxEntries()) {
            Slot oldest = null;
            for (Map.Entry<WindowLength, TreeMap<Long, Integer>> windows : held.entrySet()) {
                if (windows.getValue().size() > FEWEST_WINDOWS) {
                    Slot first = new Slot(windows.getKey(), windows.getValue().firstKey(), "");
                    if (oldest == null || end(first) < end(oldest)) {
                        oldest = first;
                    }
                }
            }
            if (oldest == null || end(oldest) >= end(slot)) {
                return false;
            }
            store();
            drop(oldest.length(), oldest.start());
            trends.metrics().windowEvicted();
        }
        return true;
    }

    private static long end(Slot slot) {
        return slot.start() + slot.length().millis();
    }

    private void drop(WindowLength length, long start) {
        WindowStore<String, byte[]> store = stores.get(length);
        long dropped = 0;
        try (KeyValueIterator<Windowed<String>, byte[]> window = store.fetchAll(start, start)) {
            while (window.hasNext()) {
                store.put(window.next().key.key(), null, start);
                dropped++;
            }
        } finally {
            count(-dropped);
        }
        marks.put("gone " + length.name(), start + length.millis());
        held.get(length).remove(start);
    }

    private void count(long change) {
        entries += change;
        trends.metrics().entriesHeld(change);
    }

    private long mark(String name, WindowLength length) {
        Long mark = marks.get(name + " " + length.name());
        return mark == null ? Long.MIN_VALUE : mark;
    }
}
