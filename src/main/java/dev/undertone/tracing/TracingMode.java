// SPDX-License-Identifier: Apache-2.0
package dev.undertone.tracing;

/** Whose spans there are. */
public enum TracingMode {
    /** The Java agent's, where it is attached; else none. */
    AUTO,
    /** The Java agent's, where it is attached; else those of an SDK that is set up by the standard environment. */
    ON,
    /** Nobody's. */
    OFF
}
