// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.report;

import java.util.List;
import java.util.Objects;

/**
 * A way to score a topic, as a command that takes settings as {@code --set key=value} and says {@code Ready} when
 * it reads.
 *
 * @param name for the report and in {@code --contestants}
 * @param sentence what it is
 * @param command what starts it, without its settings
 */
public record Contender(String name, String sentence, List<String> command) {
    /** The product's own name among the contenders. */
    public static final String SERVICE = "undertone";
    /** The product on the same reviews in Avro, scores in Avro included. */
    public static final String SERVICE_ON_AVRO = "undertone-avro";
    /** The product with a page open, and with the words that made each score in its event. */
    public static final String SERVICE_WATCHED = "undertone-watched";

    public Contender {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sentence, "sentence");
        command = List.copyOf(command);
    }

    public boolean isService() {
        return name.equals(SERVICE);
    }

    public boolean readsAvro() {
        return name.equals(SERVICE_ON_AVRO);
    }

    public boolean isWatched() {
        return name.equals(SERVICE_WATCHED);
    }
}
