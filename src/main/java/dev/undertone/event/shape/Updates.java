// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.shape;

/** Which updates of change data are scored. */
public enum Updates {
    /** Every one. */
    ALL,
    /** Those that change the text, the id or a field that is repeated. */
    CHANGED
}
