// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

/** An update that changed nothing of what a scored event is made of. */
public record Unchanged() implements Decoded {}
