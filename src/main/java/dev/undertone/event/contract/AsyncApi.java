// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.contract;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The topics and what is in them, as a document of AsyncAPI 3.0. */
public final class AsyncApi {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AsyncApi() {}

    /**
     * The document.
     *
     * @param version of the program
     * @param input topic of the reviews
     * @param output topic of the scores
     * @param deadLetters topic of what could not be scored
     */
    public static ObjectNode document(String version, String input, String output, String deadLetters) {
        ObjectNode document = NODES.objectNode().put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Undertone")
                .put("version", version)
                .put("description", "Scores the sentiment of reviews.");
        document.put("defaultContentType", "application/json");
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        ObjectNode messages = NODES.objectNode();
        add(channels, operations, "reviews", input, "receive", "Review", "The reviews to be scored.");
        add(
                channels,
                operations,
                "scores",
                output,
                "send",
                "ScoredReview",
                "A score of each review that could be scored.");
        add(
                channels,
                operations,
                "deadLetters",
                deadLetters,
                "send",
                "RejectedReview",
                "The records that could not be scored.");
        messages.putObject("Review")
                .put("summary", "A review; what it looks like is configured.")
                .putObject("payload")
                .put("type", "object");
        messages.putObject("ScoredReview")
                .put("summary", "The sentiment of a review, under the review's key.")
                .putObject("payload")
                .put("$ref", "#/components/schemas/ScoredReview");
        ObjectNode rejected =
                messages.putObject("RejectedReview").put("summary", "A record as it came, and why in headers.");
        rejected.putObject("headers").put("$ref", "#/components/schemas/RejectedReviewHeaders");
        rejected.putObject("payload").put("description", "The value of the record, byte for byte.");
        ObjectNode components = document.putObject("components");
        components.set("messages", messages);
        ObjectNode schemas = components.putObject("schemas");
        schemas.set("ScoredReview", JsonSchemas.ofScores().without("$schema"));
        schemas.set("RejectedReviewHeaders", JsonSchemas.ofLetterHeaders().without("$schema"));
        return document;
    }

    private static void add(
            ObjectNode channels,
            ObjectNode operations,
            String channel,
            String address,
            String action,
            String message,
            String description) {
        channels.putObject(channel)
                .put("address", address)
                .put("description", description)
                .putObject("messages")
                .putObject(message)
                .put("$ref", "#/components/messages/" + message);
        ObjectNode operation = operations.putObject(action + message).put("action", action);
        operation.putObject("channel").put("$ref", "#/channels/" + channel);
        operation.putArray("messages").addObject().put("$ref", "#/channels/" + channel + "/messages/" + message);
    }
}
