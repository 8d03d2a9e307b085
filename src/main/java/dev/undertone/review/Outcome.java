// SPDX-License-Identifier: Apache-2.0
package dev.undertone.review;

/** What became of one review. Bad data is a value: a {@link Rejected}, never an exception. */
public sealed interface Outcome permits Scored, Rejected, Deleted {}
