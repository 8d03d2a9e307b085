// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event;

/** The headers of a record. */
@FunctionalInterface
public interface HeaderValues {
    /** Those of a record that has none. */
    HeaderValues NONE = name -> null;

    /** The value of the last header of that name; null where there is none. */
    byte[] last(String name);
}
