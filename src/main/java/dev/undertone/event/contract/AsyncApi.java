// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.contract;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The topics and what is in them, as a document of AsyncAPI 3.0. */
public final class AsyncApi {
    /** In an address, any topic that matches the pattern. */
    public static final String ANY_TOPIC = "{topic}";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AsyncApi() {}

    /**
     * The document, with a channel a topic.
     *
     * @param version of the program
     * @param inputs topics of the reviews; {topic} stands for any that matches the pattern
     * @param pattern empty where the topics are named
     * @param outputs topics of the scores, likewise
     * @param deadLetters topic of what could not be scored
     */
    public static ObjectNode document(
            String version, List<String> inputs, String pattern, List<String> outputs, String deadLetters) {
        ObjectNode document = NODES.objectNode().put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Undertone")
                .put("version", version)
                .put("description", "Scores the sentiment of reviews.");
        document.put("defaultContentType", "application/json");
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        ObjectNode messages = NODES.objectNode();
        for (String input : inputs) {
            add(channels, operations, name("reviews", input, inputs), input, "Review", "The reviews to be scored.");
        }
        for (String output : outputs) {
            add(
                    channels,
                    operations,
                    name("scores", output, outputs),
                    output,
                    "ScoredReview",
                    "A score of each review that could be scored.");
        }
        add(
                channels,
                operations,
                "deadLetters",
                deadLetters,
                "RejectedReview",
                "The records that could not be scored.");
        channels.forEach(channel -> {
            if (channel.get("address").asText().contains(ANY_TOPIC)) {
                ((ObjectNode) channel)
                        .putObject("parameters")
                        .putObject("topic")
                        .put("description", "The name of a topic of reviews, which matches " + pattern);
            }
        });
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

    /** Of the only one, as it always was; of one of several with its address. */
    private static String name(String kind, String address, List<String> all) {
        return all.size() == 1 ? kind : kind + "-" + address;
    }

    private static void add(
            ObjectNode channels,
            ObjectNode operations,
            String channel,
            String address,
            String message,
            String description) {
        String action = message.equals("Review") ? "receive" : "send";
        channels.putObject(channel)
                .put("address", address)
                .put("description", description)
                .putObject("messages")
                .putObject(message)
                .put("$ref", "#/components/messages/" + message);
        ObjectNode operation = operations
                .putObject(action
                        + message
                        + channel.substring(channel.contains("-") ? channel.indexOf('-') : channel.length()))
                .put("action", action);
        operation.putObject("channel").put("$ref", "#/channels/" + channel);
        operation.putArray("messages").addObject().put("$ref", "#/channels/" + channel + "/messages/" + message);
    }
}
