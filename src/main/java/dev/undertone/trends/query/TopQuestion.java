// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends.query;

import dev.undertone.http.HttpQuery;
import dev.undertone.trends.TopOrder;
import dev.undertone.trends.TrendsJson;
import dev.undertone.trends.TrendsReader;
import dev.undertone.trends.WindowLength;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which keys of a field come first?
 *
 * @param start of the window, in milliseconds since 1970, where one was asked for
 */
record TopQuestion(WindowLength length, String by, TopOrder order, Optional<Long> start, int limit) {
    private static final Set<String> PARAMETERS = Set.of("by", "window", "order", "at", "limit");
    private static final int USUAL = 10;
    private static final int MOST = 1000;

    /** @throws QueryException if it cannot be understood */
    static TopQuestion of(HttpQuery query, TrendsReader reader) {
        FiguresQuestion.requireKnown(query.parameters(), PARAMETERS);
        List<String> fields = reader.settings().by();
        if (query.parameter("by").isEmpty() && fields.isEmpty()) {
            throw QueryException.badRequest(
                    "trends are kept over all reviews only; trends.by names fields to keep them by");
        }
        String by = query.parameter("by").orElseGet(() -> fields.get(0));
        FiguresQuestion.requireField(by, reader);
        WindowLength length = FiguresQuestion.length(query, reader);
        return new TopQuestion(
                length,
                by,
                order(query),
                FiguresQuestion.time(query, "at").map(Instant::toEpochMilli).map(length::startOf),
                FiguresQuestion.limit(query, USUAL, MOST));
    }

    TopQuestion at(long windowStart) {
        return new TopQuestion(length, by, order, Optional.of(windowStart), limit);
    }

    /** The same as HTTP has it. */
    String query() {
        return "by=" + URLEncoder.encode(by, StandardCharsets.UTF_8) + "&window=" + length.name() + "&order="
                + order.text() + "&at=" + TrendsJson.time(start.orElseThrow()) + "&limit=" + limit;
    }

    private static TopOrder order(HttpQuery query) {
        return TopOrder.parse(query.parameter("order").orElse(TopOrder.FALLING.text()))
                .orElseThrow(() -> QueryException.badRequest("there is no order of that name; there are "
                        + Arrays.stream(TopOrder.values()).map(TopOrder::text).collect(Collectors.joining(", "))));
    }
}
