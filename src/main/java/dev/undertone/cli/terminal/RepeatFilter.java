// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.event.KeyValuePair;

/**
 * Keeps what goes wrong again and again from flooding the log: of warnings and errors with the same words, the first
 * comes through at once and then one a minute, with {@code repeated} for how many were left out before it. A broker
 * that is away has each client complain every second, and every review of a bad batch is a dead letter. Words are the
 * same whichever of Kafka's clients, threads and tasks says them, and with other numbers. Logback makes it, by
 * {@code logback.xml}. Safe for use by many threads.
 */
public final class RepeatFilter extends Filter<ILoggingEvent> {
    private static final long MINUTE_MILLIS = 60_000;

    /** Who speaks, as Kafka begins what it says: {@code [Consumer clientId=…]}, {@code task [0_1]}. */
    private static final Pattern SPEAKER = Pattern.compile("^(?:[a-z-]* ?\\[[^\\]]*\\]:? ?)+");

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** Some messages hold what differs each time; such are never repeated, and must not fill the memory. */
    private static final int MOST_MESSAGES = 256;

    private final Map<String, Repeats> seen = new LinkedHashMap<>(MOST_MESSAGES, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Repeats> eldest) {
            return size() > MOST_MESSAGES;
        }
    };

    /** Since when, in milliseconds, how many were left out. */
    private record Repeats(long since, long leftOut) {}

    @Override
    public FilterReply decide(ILoggingEvent event) {
        if (!event.getLevel().isGreaterOrEqual(Level.WARN)) {
            return FilterReply.NEUTRAL;
        }
        // Without the arguments, which differ.
        String words = event.getLoggerName() + " " + words(String.valueOf(event.getMessage()));
        long leftOut;
        synchronized (seen) {
            Repeats repeats = seen.get(words);
            if (repeats != null && event.getTimeStamp() - repeats.since() < MINUTE_MILLIS) {
                seen.put(words, new Repeats(repeats.since(), repeats.leftOut() + 1));
                return FilterReply.DENY;
            }
            leftOut = repeats == null ? 0 : repeats.leftOut();
            seen.put(words, new Repeats(event.getTimeStamp(), 0));
        }
        if (leftOut > 0 && event instanceof LoggingEvent open) {
            open.addKeyValuePair(new KeyValuePair("repeated", leftOut));
        }
        return FilterReply.NEUTRAL;
    }

    private static String words(String message) {
        return NUMBER.matcher(SPEAKER.matcher(message).replaceFirst("")).replaceAll("#");
    }
}
