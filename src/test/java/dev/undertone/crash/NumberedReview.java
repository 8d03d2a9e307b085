// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A review whose number says everything about it: its key, its value, and what must come of it. */
record NumberedReview(int number) {
    private static final Pattern ID = Pattern.compile("^\\{\"id\":\"(\\d+)\"");
    private static final int POISON_EVERY = 101;

    /** The review in a record's value, scored or rejected ones included: all begin with the id. */
    static NumberedReview of(byte[] value) {
        Matcher matcher = ID.matcher(new String(value, StandardCharsets.UTF_8));
        if (!matcher.find()) {
            throw new AssertionError("a record without a number: " + new String(value, StandardCharsets.UTF_8));
        }
        return new NumberedReview(Integer.parseInt(matcher.group(1)));
    }

    /** One in four has none. */
    byte[] key() {
        return number % 4 == 3 ? null : ("k" + number % 50).getBytes(StandardCharsets.UTF_8);
    }

    byte[] value() {
        String id = "{\"id\":\"" + number + "\"";
        return (isPoison()
                        ? id + (number % 2 == 0 ? ",\"text\":" : "}")
                        : id + ",\"text\":\"a " + (isPositive() ? "good" : "bad") + " film, all told\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Whether it must come out as a dead letter. */
    boolean isPoison() {
        return number % POISON_EVERY == POISON_EVERY - 1;
    }

    /** What the model must say of it, unless it is poison. */
    boolean isPositive() {
        return number % 3 == 0;
    }
}
