// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;

/**
 * A review as it stands in a file.
 *
 * @param line where it begins, from 1
 * @param text the review; empty where the file has none, or a blank one
 * @param label as it is written; empty where the file has none
 * @param id its own, where it has one
 * @param fields all that the file has of it by name, in its order; empty where nothing has a name
 */
public record Row(long line, Optional<String> text, Optional<String> label, Optional<String> id, ObjectNode fields) {
    public Row {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(fields, "fields");
    }
}
