// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.score;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.event.ReviewEvent;
import dev.undertone.event.ScoredEventWriter;
import dev.undertone.http.Problem;
import dev.undertone.review.Outcome;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Rejected;
import dev.undertone.review.Scored;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What is answered for the outcomes of a request. Safe for use by many threads. */
final class AnswerWriter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ScoredEventWriter events;

    AnswerWriter(ScoredEventWriter events) {
        this.events = Objects.requireNonNull(events, "events");
    }

    /** Why the only review of a request has no score, where that is so. */
    Optional<Problem> problem(BodyReading.Reviews request, List<Outcome> outcomes) {
        if (request.shape() != BodyReading.Shape.ONE || !(outcomes.get(0) instanceof Rejected rejected)) {
            return Optional.empty();
        }
        RejectReason reason = rejected.reason();
        int status = switch (reason) {
            case TOO_LARGE -> 413;
            case MODEL_FAILURE -> 500;
            default -> 422;
        };
        return Optional.of(new Problem(status, rejected.detail(), Optional.of(reason.name())));
    }

    /**
     * The body, with a line end: scores as on the topic, and in place of others
     * {@code {"id", "rejected", "message"}}.
     */
    byte[] write(BodyReading.Reviews request, List<Outcome> outcomes, Instant scoredAt) {
        boolean array = request.shape() == BodyReading.Shape.ARRAY;
        ByteArrayOutputStream out = new ByteArrayOutputStream(320 * outcomes.size() + 16);
        if (array) {
            out.write('[');
        }
        for (int i = 0; i < outcomes.size(); i++) {
            if (array && i > 0) {
                out.write(',');
            }
            out.writeBytes(one(request.items().get(i), outcomes.get(i), scoredAt));
            if (!array) {
                out.write('\n');
            }
        }
        if (array) {
            out.write(']');
            out.write('\n');
        }
        return out.toByteArray();
    }

    private byte[] one(BodyReading.Item item, Outcome outcome, Instant scoredAt) {
        if (outcome instanceof Scored scored && item.decoded() instanceof ReviewEvent event) {
            return events.write(event.id().orElse(item.id()), scored, scoredAt, event.carried());
        }
        Rejected rejected = (Rejected) outcome;
        String id = item.decoded() instanceof ReviewEvent event ? event.id().orElse(item.id()) : item.id();
        return JSON.createObjectNode()
                .put("id", id)
                .put("rejected", rejected.reason().name())
                .put("message", rejected.detail())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
