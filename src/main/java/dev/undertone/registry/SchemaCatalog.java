// SPDX-License-Identifier: Apache-2.0
package dev.undertone.registry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schemas that records name. What was fetched is kept, as the schema of an id never changes; that a registry has
 * none of an id is believed for a while. Where it does not answer, it is asked again, less and less often, and
 * {@link #trouble} says why records wait.
 *
 * <p>Safe for use by many threads; a few daemon threads of its own do the asking.
 *
 * @param <T> what becomes of a schema
 */
public final class SchemaCatalog<T> implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SchemaCatalog.class);

    private static final int THREADS = 4;
    private static final int MOST_KEPT = 20_000;
    private static final long BELIEVED = Duration.ofMinutes(1).toNanos();
    private static final long FIRST_PAUSE = Duration.ofMillis(100).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(5).toNanos();

    private final Function<SchemaRef, Optional<RegisteredSchema>> registry;
    private final Function<RegisteredSchema, T> reading;
    private final LongSupplier nanoClock;
    private final ExecutorService askers;
    private final Map<SchemaRef, Answer<T>> entries = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SchemaRef, Answer<T>> eldest) {
            return size() > MOST_KEPT;
        }
    };
    private String trouble;

    /**
     * @param lookup {@link Lookup.Pending} while it is being asked, or could not be
     * @param until when it is to be asked for again; {@code Long.MAX_VALUE} for never
     * @param pause before the next try, in ns; 0 where none is needed
     * @param asked whether a thread is at it
     */
    private record Answer<T>(Lookup<T> lookup, long until, long pause, boolean asked) {}

    /**
     * @param registry says what schema an id has, or throws a {@link RegistryException}
     * @param reading makes of it what records are read by, or throws an {@link IllegalArgumentException} that says why
     *     not, to be put behind "the schema with schema id 7"
     * @param nanoClock any one
     */
    public SchemaCatalog(
            Function<SchemaRef, Optional<RegisteredSchema>> registry,
            Function<RegisteredSchema, T> reading,
            LongSupplier nanoClock) {
        this.registry = registry;
        this.reading = reading;
        this.nanoClock = nanoClock;
        this.askers = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "undertone-registry");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What is known now. Where that is nothing, the registry is being asked. */
    public synchronized Lookup<T> look(SchemaRef ref) {
        Answer<T> entry = entries.get(ref);
        boolean due = entry == null
                || !entry.asked() && entry.until() != Long.MAX_VALUE && nanoClock.getAsLong() - entry.until() >= 0;
        if (due) {
            entry = new Answer<>(new Lookup.Pending<>(), 0, entry == null ? 0 : entry.pause(), true);
            entries.put(ref, entry);
            askers.execute(() -> ask(ref));
        }
        return entry.lookup();
    }

    /**
     * The same, but waits for the registry.
     *
     * @throws RegistryException where it has not said by then
     */
    public synchronized Lookup<T> await(SchemaRef ref, Duration patience) {
        long deadline = nanoClock.getAsLong() + patience.toNanos();
        while (true) {
            Lookup<T> lookup = look(ref);
            long left = (deadline - nanoClock.getAsLong()) / 1_000_000;
            if (!(lookup instanceof Lookup.Pending)) {
                return lookup;
            }
            if (left <= 0) {
                throw new RegistryException(
                        trouble == null
                                ? "the schema registry has not said for " + patience.toSeconds() + " s what " + ref
                                        + " is"
                                : trouble,
                        false,
                        null);
            }
            try {
                wait(Math.min(left, FIRST_PAUSE / 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RegistryException("interrupted while waiting for the schema registry", false, e);
            }
        }
    }

    /** Why records wait, in a sentence; empty while the registry answers. */
    public synchronized Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    @Override
    public void close() {
        askers.shutdownNow();
    }

    private void ask(SchemaRef ref) {
        try {
            Optional<RegisteredSchema> found = registry.apply(ref);
            settle(
                    ref,
                    found.map(schema -> read(ref, schema))
                            .orElseGet(() -> new Lookup.Unusable<>(
                                    "the schema registry has no " + ref + ", which the value names")));
        } catch (RegistryException e) {
            failed(ref, e.getMessage());
        } catch (RuntimeException e) {
            failed(ref, "asking the schema registry failed (" + e.getClass().getSimpleName() + ")");
        }
    }

    private Lookup<T> read(SchemaRef ref, RegisteredSchema schema) {
        try {
            return new Lookup.Known<>(reading.apply(schema));
        } catch (IllegalArgumentException e) {
            return new Lookup.Unusable<>("the schema with " + ref + " " + e.getMessage());
        }
    }

    private synchronized void settle(SchemaRef ref, Lookup<T> lookup) {
        boolean forEver = lookup instanceof Lookup.Known;
        entries.put(ref, new Answer<>(lookup, forEver ? Long.MAX_VALUE : nanoClock.getAsLong() + BELIEVED, 0, false));
        if (trouble != null) {
            LOGGER.info("The schema registry answers again");
            trouble = null;
        }
        notifyAll();
    }

    private synchronized void failed(SchemaRef ref, String why) {
        Answer<T> before = entries.get(ref);
        long pause = before == null || before.pause() == 0 ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, 2 * before.pause());
        entries.put(ref, new Answer<>(new Lookup.Pending<>(), nanoClock.getAsLong() + pause, pause, false));
        if (!why.equals(trouble)) {
            LOGGER.warn("Records wait for their schema: {}", why);
        }
        trouble = why;
        notifyAll();
    }
}
