// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus.file;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * The reviews of a file, one after the other, however it holds them. Confined to one thread; closing closes the file.
 */
public interface Rows extends Closeable {
    /**
     * The next one, nothing after the last.
     *
     * @throws CorpusException naming the line that cannot be read
     */
    Optional<Row> next() throws IOException;

    /** Whether the text or the id is taken from a field of that name. */
    boolean reads(String field);

    /** Where text and label are taken from, for people; empty where that goes without saying. */
    Optional<String> origin();
}
