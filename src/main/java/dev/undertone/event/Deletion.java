// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

/** A change that deleted a review at its source. */
public record Deletion() implements Decoded {}
