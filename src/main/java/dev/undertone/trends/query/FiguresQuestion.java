// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.undertone.http.ActionAnswer;
import dev.undertone.http.HttpQuery;
import dev.undertone.trends.TrendKey;
import dev.undertone.trends.TrendsJson;
import dev.undertone.trends.TrendsReader;
import dev.undertone.trends.WindowLength;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What are the figures of a key?
 *
 * @param from first moment at which a window may begin
 * @param to the last
 * @param limit at most so many windows, the newest
 */
record FiguresQuestion(WindowLength length, TrendKey key, Instant from, Instant to, int limit) {
    private static final Set<String> PARAMETERS = Set.of("by", "key", "window", "from", "to", "limit");
    private static final Instant BEGINNING = Instant.EPOCH;
    private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");
    private static final int MOST = 100_000;

    /** @throws QueryException if it cannot be understood */
    static FiguresQuestion of(HttpQuery query, TrendsReader reader) {
        requireKnown(query.parameters(), PARAMETERS);
        Optional<String> by = query.parameter("by").filter(field -> !field.isEmpty());
        Optional<String> key = query.parameter("key");
        if (by.isPresent() != key.isPresent()) {
            throw QueryException.badRequest("by and key go together: a field and its value; neither is all reviews");
        }
        by.ifPresent(field -> requireField(field, reader));
        return new FiguresQuestion(
                length(query, reader),
                by.map(field -> new TrendKey(field, key.orElseThrow())).orElse(TrendKey.ALL),
                time(query, "from").orElse(BEGINNING),
                time(query, "to").orElse(END),
                limit(query, MOST, MOST));
    }

    /** When did the newest window begin? */
    static FiguresQuestion newestOfAll(WindowLength length) {
        return new FiguresQuestion(length, TrendKey.ALL, BEGINNING, END, 1);
    }

    /** The same as HTTP has it. */
    String query() {
        return "window=" + length.name() + "&limit=" + limit;
    }

    ActionAnswer answer(TrendsReader reader) {
        List<TrendsReader.Window> windows = reader.windows(length, key, from, to, limit);
        byte[] json = TrendsJson.object(object -> {
            TrendsJson.writeKey(object, key);
            object.writeStringField("window", length.name());
            object.writeArrayFieldStart("windows");
            for (TrendsReader.Window window : windows) {
                object.writeStartObject();
                object.writeStringField("start", TrendsJson.time(window.start()));
                object.writeStringField("end", TrendsJson.time(window.start() + length.millis()));
                TrendsJson.writeFigures(object, window.figures());
                object.writeEndObject();
            }
            object.writeEndArray();
        });
        return new ActionAnswer(TopAnswer.OK, new String(json, StandardCharsets.UTF_8) + "\n");
    }

    static long startOf(JsonNode window) {
        return Instant.parse(window.get("start").asText()).toEpochMilli();
    }

    static void requireKnown(Map<String, String> given, Set<String> known) {
        for (String name : new TreeSet<>(given.keySet())) {
            if (!known.contains(name)) {
                throw QueryException.badRequest("there is no parameter of that name; there are "
                        + known.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
    }

    static void requireField(String field, TrendsReader reader) {
        if (!reader.settings().by().contains(field)) {
            throw QueryException.badRequest("trends are not kept by that field; they are by "
                    + (reader.settings().by().isEmpty()
                            ? "none, see trends.by"
                            : String.join(", ", reader.settings().by())));
        }
    }

    /** The shortest, where none is named. */
    static WindowLength length(HttpQuery query, TrendsReader reader) {
        Optional<String> name = query.parameter("window");
        return reader.lengths().stream()
                .filter(length -> name.isEmpty() || length.name().equals(name.get()))
                .findFirst()
                .orElseThrow(() -> QueryException.badRequest("there are no windows of that length; there are "
                        + reader.lengths().stream().map(WindowLength::name).collect(Collectors.joining(", "))));
    }

    static Optional<Instant> time(HttpQuery query, String name) {
        try {
            return query.parameter(name).map(Instant::parse).map(time -> {
                if (time.isBefore(BEGINNING) || time.isAfter(END)) {
                    throw new DateTimeException("out of bounds");
                }
                return time;
            });
        } catch (DateTimeException e) {
            throw QueryException.badRequest(name + " is a time such as 2026-01-31T18:00:00Z, from 1970 to 9999");
        }
    }

    static int limit(HttpQuery query, int usual, int most) {
        try {
            int limit = query.parameter("limit").map(Integer::parseInt).orElse(usual);
            if (limit >= 1 && limit <= most) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw QueryException.badRequest("limit is a number from 1 to " + most);
    }
}
