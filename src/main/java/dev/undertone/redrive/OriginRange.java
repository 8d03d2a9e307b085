// SPDX-License-Identifier: Apache-2.0
package dev.undertone.redrive;

import dev.undertone.deadletter.Origin;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a topic that dead letters came from; as text {@code TOPIC}, {@code TOPIC:PARTITION},
 * {@code TOPIC:PARTITION:OFFSET} or {@code TOPIC:PARTITION:FIRST-LAST}.
 *
 * @param partition empty for all
 * @param first the first offset
 * @param last the last offset, included
 */
public record OriginRange(String topic, OptionalInt partition, long first, long last) {
    private static final Pattern TEXT =
            Pattern.compile("([a-zA-Z0-9._-]{1,249})(?::(\\d{1,9})(?::(\\d{1,18})(?:-(\\d{1,18}))?)?)?");

    public OriginRange {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(partition, "partition");
        if (first > last) {
            throw new IllegalArgumentException("the offsets " + first + "-" + last + " are the wrong way round");
        }
    }

    /**
     * Reads the text; nothing where it is none.
     *
     * @throws IllegalArgumentException if the offsets are the wrong way round
     */
    public static Optional<OriginRange> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        OptionalInt partition =
                matcher.group(2) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(matcher.group(2)));
        if (matcher.group(3) == null) {
            return Optional.of(new OriginRange(matcher.group(1), partition, 0, Long.MAX_VALUE));
        }
        long first = Long.parseLong(matcher.group(3));
        long last = matcher.group(4) == null ? first : Long.parseLong(matcher.group(4));
        return Optional.of(new OriginRange(matcher.group(1), partition, first, last));
    }

    /** Whether a record came from here; one that does not say is taken for no. */
    boolean contains(Origin origin) {
        if (origin.topic().filter(topic::equals).isEmpty()) {
            return false;
        }
        boolean everyOffset = first == 0 && last == Long.MAX_VALUE;
        return (partition.isEmpty() || partition.equals(origin.partition()))
                && (everyOffset
                        || (origin.offset().isPresent()
                                && origin.offset().getAsLong() >= first
                                && origin.offset().getAsLong() <= last));
    }
}
