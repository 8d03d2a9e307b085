// SPDX-License-Identifier: Apache-2.0
package dev.undertone.review;

import java.util.Objects;

/**
 * Which model it was.
 *
 * @param name of its bundle
 * @param version of its bundle
 */
public record ModelId(String name, String version) {
    public ModelId {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
    }

    /** Name and version, for people. */
    @Override
    public String toString() {
        return name + " " + version;
    }
}
