// SPDX-License-Identifier: Apache-2.0
package dev.undertone.corpus.file;

/** Data that cannot be read. The message is one sentence: which file and line, what is wrong. */
public final class CorpusException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CorpusException(String message) {
        super(message);
    }

    public CorpusException(String message, Throwable cause) {
        super(message, cause);
    }
}
