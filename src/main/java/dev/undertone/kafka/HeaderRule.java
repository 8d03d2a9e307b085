// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Which headers of a review its score has too. Those of a trace and the user's own pass; those that describe the
 * review's value do not, as a score is another one. Immutable.
 *
 * @param passing names, in lower case; one that ends in {@code *} is a beginning; {@code *} is all but
 *     {@link #OF_THE_VALUE}
 * @param dropping likewise, stronger than {@code *} and weaker than a name that passes
 */
public record HeaderRule(List<String> passing, List<String> dropping) {
    /** All that pass by themselves. */
    public static final String ALL = "*";

    /** Headers that describe a record's value: its type, encoding, schema, class, or the event that it is. */
    public static final List<String> OF_THE_VALUE = List.of(
            "content-type",
            "contenttype",
            "content-encoding",
            "content-length",
            "ce_*",
            "cloudevents:*",
            "__value_schema_id",
            "apicurio.value.*",
            "__typeid__",
            "__contenttypeid__");

    public HeaderRule {
        passing = List.copyOf(passing);
        dropping = List.copyOf(dropping);
    }

    /**
     * Reads a rule.
     *
     * @param written names or beginnings, as in {@code *} or {@code traceparent,x-*}; with {@code !} before those that
     *     do not pass
     */
    public static HeaderRule parse(List<String> written) {
        List<String> passing = new ArrayList<>();
        List<String> dropping = new ArrayList<>();
        for (String entry : written) {
            String name = entry.strip().toLowerCase(Locale.ROOT);
            boolean drops = name.startsWith("!");
            String bare = drops ? name.substring(1).strip() : name;
            int star = bare.indexOf('*');
            if (bare.isEmpty() || star >= 0 && star < bare.length() - 1) {
                throw new IllegalArgumentException(
                        "'" + entry
                                + "' is no rule for headers, which is a name, the beginning of names as in x-*, or either with ! before it");
            }
            (drops ? dropping : passing).add(bare);
        }
        return new HeaderRule(passing, dropping);
    }

    /** What passes without a word in the configuration. */
    public static HeaderRule standard() {
        return parse(List.of(ALL));
    }

    /** Whether a header of that name passes. */
    public boolean passes(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        if (passing.stream().anyMatch(pattern -> !pattern.equals(ALL) && matches(pattern, name))) {
            return true;
        }
        return passing.contains(ALL)
                && dropping.stream().noneMatch(pattern -> matches(pattern, name))
                && OF_THE_VALUE.stream().noneMatch(pattern -> matches(pattern, name));
    }

    /** The headers that pass, in their order: the same object where all do. */
    public Headers of(Headers headers) {
        List<Header> passed = new ArrayList<>();
        int all = 0;
        for (Header header : headers) {
            all++;
            if (passes(header.key())) {
                passed.add(header);
            }
        }
        return passed.size() == all ? headers : new RecordHeaders(passed);
    }

    private static boolean matches(String pattern, String name) {
        return pattern.endsWith("*") ? name.regionMatches(0, pattern, 0, pattern.length() - 1) : name.equals(pattern);
    }
}
