// SPDX-License-Identifier: Apache-2.0
package dev.undertone.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a model came to be, enough to make it again.
 *
 * @param command the command line that made it
 * @param seed the random seed
 * @param data what it was trained and chosen on
 * @param hyperParameters by name
 * @param libraries versions by name
 * @param startedAt ISO-8601
 * @param finishedAt ISO-8601
 */
public record Provenance(
        String command,
        long seed,
        List<DataSet> data,
        Map<String, Object> hyperParameters,
        Map<String, String> libraries,
        String startedAt,
        String finishedAt) {
    /**
     * One source of reviews.
     *
     * @param sha256 over labels and texts in the order read
     * @param use what it served for
     */
    public record DataSet(String name, String use, long reviews, String sha256) {}

    public Provenance {
        Objects.requireNonNull(command, "training.command is missing");
        Objects.requireNonNull(data, "training.data is missing");
        Objects.requireNonNull(hyperParameters, "training.hyperParameters is missing");
        Objects.requireNonNull(libraries, "training.libraries is missing");
        data = List.copyOf(data);
        hyperParameters = Map.copyOf(hyperParameters);
        libraries = Map.copyOf(libraries);
    }
}
