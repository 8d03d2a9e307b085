// SPDX-License-Identifier: Apache-2.0
package dev.undertone.serve;

/** What became of a bundle that was read again. */
public enum ReloadResult {
    /** It is in service. */
    SWAPPED,
    /** It is the one in service already. */
    UNCHANGED,
    /** It must not be served, and the one in service goes on. */
    REFUSED
}
