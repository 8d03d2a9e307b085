// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import java.util.Objects;

/** A value of a key and where it came from. */
public record Setting(String value, Source source) {
    /** The sources, each stronger than those before it. */
    public enum Source {
        DEFAULT("default"),
        FILE("file"),
        ENVIRONMENT("environment"),
        COMMAND_LINE("command line");

        private final String text;

        Source(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    public Setting {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(source, "source");
    }
}
