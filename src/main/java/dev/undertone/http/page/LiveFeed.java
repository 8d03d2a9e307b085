// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.page;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The last of what there is to show, once for all open pages: each of them only knows how far it has read, so that none
 * holds memory and one that reads slowly misses something. Safe for use by many threads.
 */
final class LiveFeed {
    /** What there is to show, and how much of it is kept. */
    enum Kind {
        REVIEW("review", 200),
        REJECTED("rejected", 50),
        /** Every {@value LiveReviews#FIGURES_SECONDS} s: a quarter of an hour. */
        FIGURES("figures", 300);

        private final String event;
        private final int kept;

        Kind(String event, int kept) {
            this.event = event;
            this.kept = kept;
        }
    }

    /**
     * One thing, as it is sent.
     *
     * @param number counts up from 1
     */
    record Frame(long number, byte[] bytes) {}

    private final String instance;
    private final Map<Kind, Deque<Frame>> kept = new EnumMap<>(Kind.class);
    private long last;

    /** @param instance names this feed among those before and after it, in letters and digits */
    LiveFeed(String instance) {
        this.instance = Objects.requireNonNull(instance, "instance");
        for (Kind kind : Kind.values()) {
            kept.put(kind, new ArrayDeque<>());
        }
    }

    /** Adds one thing to show; the oldest of its kind gives way. */
    synchronized void add(Kind kind, String json) {
        last++;
        String frame = "id: " + instance + "-" + last + "\nevent: " + kind.event + "\ndata: " + json + "\n\n";
        Deque<Frame> frames = kept.get(kind);
        frames.addLast(new Frame(last, frame.getBytes(StandardCharsets.UTF_8)));
        if (frames.size() > kind.kept) {
            frames.removeFirst();
        }
    }

    /** What came after that number and is still kept, in its order. */
    synchronized List<Frame> after(long number) {
        if (number >= last) {
            return List.of();
        }
        List<Frame> found = new ArrayList<>();
        for (Deque<Frame> frames : kept.values()) {
            for (Iterator<Frame> latest = frames.descendingIterator(); latest.hasNext(); ) {
                Frame frame = latest.next();
                if (frame.number() <= number) {
                    break;
                }
                found.add(frame);
            }
        }
        found.sort(Comparator.comparingLong(Frame::number));
        return found;
    }

    /** The number in an id of this feed; 0 for one of another feed, or none. */
    long numberIn(String id) {
        if (id == null || !id.startsWith(instance + "-")) {
            return 0;
        }
        try {
            return Long.parseLong(id.substring(instance.length() + 1));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
