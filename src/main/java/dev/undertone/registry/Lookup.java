// SPDX-License-Identifier: Apache-2.0
package dev.undertone.registry;

/**
 * What is known of the schema that a record names.
 *
 * @param <T> what becomes of a schema
 */
public sealed interface Lookup<T> {
    /** It is there. */
    record Known<T>(T schema) implements Lookup<T> {}

    /**
     * The registry has none of that id, or what it has cannot be read by.
     *
     * @param detail one sentence that names the id
     */
    record Unusable<T>(String detail) implements Lookup<T> {}

    /** The registry has not said yet. */
    record Pending<T>() implements Lookup<T> {}
}
