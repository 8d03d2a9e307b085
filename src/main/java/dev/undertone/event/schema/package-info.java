// SPDX-License-Identifier: Apache-2.0
/**
 * Events whose values name a schema: frames and headers that do, and Avro, read as if it were JSON.
 *
 * <p>Start at {@link dev.undertone.event.schema.FramedDecoder}. Depends on {@code review}, {@code event.shape},
 * {@code event} and {@code registry}.
 */
package dev.undertone.event.schema;
