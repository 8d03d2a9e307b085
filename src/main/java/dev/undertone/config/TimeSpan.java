// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as the configuration writes it: a number and one of s, m, h and d. */
public final class TimeSpan {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})([smhd])");

    private TimeSpan() {}

    /** @throws IllegalArgumentException saying in a sentence how it is written */
    static Duration parse(String text) {
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            throw new IllegalArgumentException("A length of time is a number and one of s, m, h and d, such as 15m");
        }
        long number = Long.parseLong(span.group(1));
        return switch (span.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** The shortest way to write it, in the largest unit that divides it. */
    public static String text(Duration span) {
        long seconds = span.toSeconds();
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        if (seconds % 3600 != 0) {
            return seconds / 60 + "m";
        }
        return seconds % 86_400 != 0 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
    }
}
