// SPDX-License-Identifier: Apache-2.0
package dev.undertone.review;

/**
 * A review that was deleted: its record has a key and no value, which is a delete on a compacted topic and in change
 * data capture.
 */
public record Deleted() implements Outcome {}
