// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.shape;

/** How scored events are CloudEvents. */
public enum CloudEventsMode {
    /** They are none. */
    NONE,
    /** The attributes stand in headers, the value is as it is without. */
    BINARY,
    /** The attributes stand around the scored event, in the value. */
    STRUCTURED
}
