// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

/** What a record's value turned out to be. */
public sealed interface Decoded permits ReviewEvent, Undecodable, Deletion, Unchanged {}
