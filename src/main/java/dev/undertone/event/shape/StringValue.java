// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.shape;

/** What a record's value is that is a JSON string, not an object. */
public enum StringValue {
    /** Nothing that can be read. */
    REJECT,
    /** An event that was encoded twice: the string holds its JSON. */
    EVENT,
    /** The text of a review. */
    TEXT
}
