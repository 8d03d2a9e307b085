// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far a long task has come, on standard error: a bar with rate and time left at a terminal, elsewhere a plain line
 * at most every 10 seconds and one at the end. Safe for use by many threads.
 */
public final class Progress implements AutoCloseable {
    /** Set to true or false by the launcher, which can ask the shell whether standard error is a terminal. */
    static final String TERMINAL_PROPERTY = "undertone.terminal";

    private static final int WIDTH = 100;
    private static final long LINE_EVERY_NANOS = Duration.ofSeconds(10).toNanos();
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final String task;
    private final long total;
    private final PrintStream out;
    private final LongSupplier nanoTime;
    private final long startedAt;
    /** Null where standard error is no terminal. */
    private final ProgressBar bar;

    private String shown = "";
    private long done;
    private long lastLineAt;
    private boolean closed;

    Progress(String task, long total, PrintStream out, boolean terminal, LongSupplier nanoTime) {
        this.task = Objects.requireNonNull(task, "task");
        this.total = total;
        this.out = out;
        this.nanoTime = nanoTime;
        this.startedAt = nanoTime.getAsLong();
        this.lastLineAt = startedAt;
        this.bar = terminal ? bar(task, total) : null;
    }

    /**
     * Starts the task at nothing done.
     *
     * @param total how many steps it takes, -1 where nobody knows
     */
    public static Progress start(String task, long total) {
        return new Progress(task, total, System.err, standardErrorIsTerminal(), System::nanoTime);
    }

    /** Counts {@code n} more steps as done. */
    public synchronized void step(long n) {
        done += n;
        if (bar != null) {
            bar.stepBy(n);
            return;
        }
        long now = nanoTime.getAsLong();
        // The last line is for close() to print.
        if (now - lastLineAt >= LINE_EVERY_NANOS && done != total) {
            lastLineAt = now;
            out.println(line(now));
        }
    }

    /** Prints a line of its own; a bar stays below it. */
    public synchronized void note(String line) {
        if (bar != null && !closed) {
            out.print(CLEAR_LINE + line + System.lineSeparator() + shown);
        } else {
            out.println(line);
        }
        out.flush();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (bar == null) {
                out.println(line(nanoTime.getAsLong()));
                return;
            }
        }
        // The bar draws itself once more from its own thread, which takes this object's lock.
        bar.close();
        synchronized (this) {
            out.println();
        }
    }

    private ProgressBar bar(String name, long max) {
        return new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(max)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .showSpeed()
                .setConsumer(new DelegatingProgressBarConsumer(this::draw, WIDTH))
                .build();
    }

    private synchronized void draw(String rendered) {
        shown = rendered.strip();
        out.print(CLEAR_LINE + shown);
        out.flush();
    }

    private String line(long now) {
        double seconds = (now - startedAt) / 1e9;
        double rate = seconds > 0 ? done / seconds : 0;
        String line = total < 0
                ? String.format(Locale.ROOT, "%s: %,d, %,.0f/s", task, done, rate)
                : String.format(
                        Locale.ROOT,
                        "%s: %,d of %,d (%.0f %%), %,.0f/s",
                        task,
                        done,
                        total,
                        100.0 * done / Math.max(1, total),
                        rate);
        boolean unfinished = total > done && rate > 0 && !closed;
        return line + (unfinished ? ", " + time((total - done) / rate) + " left" : " in " + time(seconds));
    }

    private static String time(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }

    private static boolean standardErrorIsTerminal() {
        String told = System.getProperty(TERMINAL_PROPERTY);
        if (told != null) {
            return Boolean.parseBoolean(told);
        }
        // Java 17 tells only of standard input and output together; Linux shows what each descriptor is.
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
