// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus.file;

import dev.undertone.review.FieldChoice;
import java.nio.charset.Charset;
import java.util.Objects;
import java.util.Optional;

/**
 * What a reader is told of a file; what it is not told, it finds out from the file. Good for any number of
 * files. Immutable.
 *
 * @param encoding of the text; a byte-order mark is stronger, and without either it is UTF-8
 * @param textField the field or column with the review; a number counts the columns from 1
 * @param labelField the one with the label
 * @param idField the one with the id
 * @param labels what each label means
 */
public record ReadOptions(
        Optional<Charset> encoding,
        Optional<FieldChoice> textField,
        Optional<FieldChoice> labelField,
        Optional<FieldChoice> idField,
        Optional<LabelMapping> labels) {
    private static final ReadOptions DEFAULTS =
            new ReadOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public ReadOptions {
        Objects.requireNonNull(encoding, "encoding");
        Objects.requireNonNull(textField, "textField");
        Objects.requireNonNull(labelField, "labelField");
        Objects.requireNonNull(idField, "idField");
        Objects.requireNonNull(labels, "labels");
    }

    /** Nothing is told. */
    public static ReadOptions defaults() {
        return DEFAULTS;
    }

    public ReadOptions withEncoding(Charset charset) {
        return new ReadOptions(Optional.of(charset), textField, labelField, idField, labels);
    }

    public ReadOptions withTextField(String field) {
        return new ReadOptions(encoding, Optional.of(FieldChoice.parse(field)), labelField, idField, labels);
    }

    public ReadOptions withLabelField(String field) {
        return new ReadOptions(encoding, textField, Optional.of(FieldChoice.parse(field)), idField, labels);
    }

    public ReadOptions withIdField(String field) {
        return new ReadOptions(encoding, textField, labelField, Optional.of(FieldChoice.parse(field)), labels);
    }

    public ReadOptions withLabels(LabelMapping mapping) {
        return new ReadOptions(encoding, textField, labelField, idField, Optional.of(mapping));
    }

    /** Whether a field of any kind is named. */
    public boolean namesFields() {
        return textField.isPresent() || labelField.isPresent() || idField.isPresent();
    }
}
