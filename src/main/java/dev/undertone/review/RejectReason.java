// SPDX-License-Identifier: Apache-2.0
package dev.undertone.review;

/**
 * Why a record got no score. A closed list: the names are the values of {@code undertone.reason} and a metric label.
 */
public enum RejectReason {
    /** The value is no JSON object in UTF-8. */
    UNREADABLE,
    /** The text field is absent, or not a string. */
    MISSING_TEXT,
    /** The text holds no token: blanks and punctuation only. */
    EMPTY_TEXT,
    /** The value is larger than the configured limit. */
    TOO_LARGE,
    /** The model failed on this review alone, not on its batch. */
    MODEL_FAILURE,
    /**
     * The model's vocabulary has too small a share of the text's tokens: most likely a language it was not trained on.
     */
    UNKNOWN_LANGUAGE,
    /**
     * A topic does not take the outcome: too large, without a key where it is compacted, or at a time that it does
     * not allow.
     */
    REFUSED
}
