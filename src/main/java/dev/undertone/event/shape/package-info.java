// SPDX-License-Identifier: Apache-2.0
/**
 * What events look like, as the configuration says: where the text is, what is repeated, what it all comes in.
 *
 * <p>Start at {@link dev.undertone.event.shape.EventShape}. Depends on {@code review}.
 */
package dev.undertone.event.shape;
