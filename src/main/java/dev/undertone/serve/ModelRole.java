// SPDX-License-Identifier: Apache-2.0
package dev.undertone.serve;

/** What a model is there for. */
public enum ModelRole {
    /** Its scores go out. */
    SERVED,
    /** It scores the same reviews to be compared, and its scores go nowhere. */
    SHADOW
}
