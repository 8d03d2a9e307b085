// SPDX-License-Identifier: Apache-2.0
package dev.undertone.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * Gathers items, in their order, until a {@link BatchPolicy} says that the batch is flushed. It only says so: whoever
 * asks takes the items with {@link #items()} and, once they are dealt with, calls {@link #clear}, so that a failure in
 * between loses nothing.
 *
 * <p>Times are nanoseconds of any one clock and are passed in. Confined to one thread; not safe to share.
 */
public final class BatchBuffer<T> {
    /** Most lingers that a batch waits while a backlog fills it. */
    private static final int MOST_LINGERS = 8;
    /** After an idle time, or behind a batch that took long, a batch waits for this part of a linger only. */
    private static final int GATHER_SHARE = 8;
    /** While a backlog fills it, a batch waits for this part of what its youngest item has waited elsewhere. */
    private static final int PATIENCE_SHARE = 8;
    /** The share of the last linger spent on taking items in, above which they come from a backlog. */
    private static final double BACKLOG = 0.125;

    private final BatchPolicy policy;
    private final IntSupplier maxTokens;
    private final BusyTimeAverage takingIn;
    private final List<Weighted<T>> waiting = new ArrayList<>();
    private long tokens;
    private int longest;
    private long youngest = Long.MAX_VALUE;
    private long beganAt;
    private OptionalLong lastFlushAt = OptionalLong.empty();

    private record Weighted<T>(T item, int tokens, long age) {}

    public BatchBuffer(BatchPolicy policy) {
        this(policy, policy::maxTokens);
    }

    /** @param maxTokens tells the most tokens of a batch in place of the policy; it must not fall while items wait */
    public BatchBuffer(BatchPolicy policy, IntSupplier maxTokens) {
        this.policy = Objects.requireNonNull(policy, "policy");
        this.maxTokens = Objects.requireNonNull(maxTokens, "maxTokens");
        this.takingIn = new BusyTimeAverage(policy.linger().toNanos());
    }

    /** Whether an item of that many tokens can join without going over a limit. */
    public boolean hasRoomFor(int itemTokens) {
        return waiting.isEmpty() || (waiting.size() < policy.maxSize() && tokens + itemTokens <= maxTokens.getAsInt());
    }

    /**
     * Adds an item behind the others.
     *
     * @throws IllegalStateException if there is no room: the batch should have been flushed
     */
    public void add(T item, int itemTokens, Arrival arrival) {
        if (!hasRoomFor(itemTokens)) {
            throw new IllegalStateException("the batch is full");
        }
        if (waiting.isEmpty()) {
            beganAt = arrival.at() - arrival.took();
            takingIn.begin(beganAt);
        }
        takingIn.add(arrival.at(), arrival.took());
        waiting.add(new Weighted<>(item, itemTokens, arrival.age()));
        tokens += itemTokens;
        longest = Math.max(longest, itemTokens);
        youngest = Math.min(youngest, arrival.age());
    }

    /** Why the batch must be flushed now, if it must. */
    public Optional<FlushReason> reasonToFlush(long now) {
        return waiting.isEmpty()
                ? Optional.empty()
                : whyFull().or(() -> isDue(now) ? Optional.of(FlushReason.LINGER) : Optional.empty());
    }

    /** Which limit is reached, if one is. */
    public Optional<FlushReason> whyFull() {
        if (waiting.size() >= policy.maxSize()) {
            return Optional.of(FlushReason.SIZE);
        }
        // Better now than with the next one at the door: what asks for a commit behind a batch wants nothing to wait
        // by then.
        return tokens + longest > maxTokens.getAsInt() ? Optional.of(FlushReason.TOKENS) : Optional.empty();
    }

    /**
     * Whether the items have waited for long enough:
     *
     * <ul>
     *   <li>an eighth of a linger after an idle time, or behind a batch that took longer than a linger: the items are
     *       late already, and the eighth is for those that were on their way meanwhile;
     *   <li>a linger behind another batch, and for the first of all, as somebody may watch for the first score;
     *   <li>up to {@value #MOST_LINGERS} lingers while a backlog fills the batch: see {@link #backlogFillsIt}.
     * </ul>
     */
    private boolean isDue(long now) {
        // Differences, not a comparison of times: the clock may wrap around.
        long age = now - beganAt;
        long linger = policy.linger().toNanos();
        if (lastFlushAt.isEmpty()) {
            return age >= linger;
        }
        boolean lateAlready = now - lastFlushAt.getAsLong() >= linger;
        return age >= (lateAlready ? linger / GATHER_SHARE : linger) && !backlogFillsIt(now);
    }

    /**
     * Whether the thread spends much of its time on taking items in (which alone is also true just after a large batch
     * was scored) and all of them were old when they came (which alone is also true of old items that come one by one).
     * The batch then waits for an eighth of the age of the youngest: a share, so that waiting cannot feed on itself.
     */
    private boolean backlogFillsIt(long now) {
        long most = Math.min(
                youngest / PATIENCE_SHARE, MOST_LINGERS * policy.linger().toNanos());
        return now - beganAt < most && takingIn.at(now) > BACKLOG;
    }

    /** The waiting items, first to last: a copy. */
    public List<T> items() {
        return waiting.stream().map(Weighted::item).toList();
    }

    public int size() {
        return waiting.size();
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The tokens of the waiting items together. */
    public long tokens() {
        return tokens;
    }

    /**
     * Lets all items go.
     *
     * @param flushedAt when they began to be dealt with
     */
    public void clear(long flushedAt) {
        lastFlushAt = OptionalLong.of(flushedAt);
        waiting.clear();
        tokens = 0;
        longest = 0;
        youngest = Long.MAX_VALUE;
    }

    /** Drops the items that {@code unwanted} names; the others keep their order and the batch its age. */
    public void removeIf(Predicate<T> unwanted) {
        waiting.removeIf(weighted -> unwanted.test(weighted.item()));
        tokens = waiting.stream().mapToLong(Weighted::tokens).sum();
        longest = waiting.stream().mapToInt(Weighted::tokens).max().orElse(0);
        youngest = waiting.stream().mapToLong(Weighted::age).min().orElse(Long.MAX_VALUE);
    }
}
