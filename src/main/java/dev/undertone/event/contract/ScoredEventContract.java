// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.contract;

import static dev.undertone.event.contract.EventField.always;

import dev.undertone.event.contract.EventField.Type;
import java.util.List;

/** The fields of a scored event, in their order. */
public final class ScoredEventContract {
    /** Of the event in every kind of schema that has names. */
    public static final String NAME = "ScoredReview";

    static final String NAMESPACE = "dev.undertone";
    static final String MEANING = "The sentiment of one review.";

    public static final List<EventField> FIELDS = List.of(
            always("id", Type.TEXT, "The review's own id, or TOPIC-PARTITION-OFFSET where it has none."),
            always("label", Type.LABEL, "The verdict."),
            always("score", Type.SIGNED_SHARE, "Where the review stands from all negative to all positive."),
            always("probability", Type.SHARE, "The calibrated probability of positive rather than negative."),
            always("confidence", Type.SHARE, "How sure the model is of the label."),
            new EventField(
                    "probabilities",
                    Type.OBJECT,
                    false,
                    "Of each label, where the model has learned what neutral is; they sum to 1.",
                    List.of(
                            always("negative", Type.SHARE, "Of negative."),
                            always("neutral", Type.SHARE, "Of neutral."),
                            always("positive", Type.SHARE, "Of positive."))),
            always("tokens", Type.COUNT, "How many tokens the model read."),
            always("known", Type.SHARE, "The share of them that its vocabulary has."),
            always("truncated", Type.FLAG, "Whether the review had more tokens than the model reads."),
            new EventField(
                    "why",
                    Type.LIST,
                    false,
                    "What the score rests on, where explain.words asks for it.",
                    List.of(
                            always("text", Type.TEXT, "As it stands in the review."),
                            always("offset", Type.OFFSET, "Where it begins, in UTF-16 units."),
                            always("length", Type.OFFSET, "In UTF-16 units."),
                            always("weight", Type.NUMBER, "How much it speaks for positive; below 0 for negative."))),
            new EventField(
                    "sentences",
                    Type.LIST,
                    false,
                    "Each sentence by itself, where explain.sentences asks for it.",
                    List.of(
                            always("offset", Type.OFFSET, "Where it begins, in UTF-16 units."),
                            always("length", Type.OFFSET, "In UTF-16 units."),
                            always("score", Type.SIGNED_SHARE, "Its score."))),
            always(
                    "model",
                    "The model that made the score.",
                    List.of(always("name", Type.TEXT, "Its name."), always("version", Type.TEXT, "Its version."))),
            always("scoredAt", Type.TIME, "When the score was made."),
            new EventField(
                    "review", Type.REPEATED, false, "The fields of the review that output.fields names.", List.of()));

    private ScoredEventContract() {}
}
