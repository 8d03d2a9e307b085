// SPDX-License-Identifier: Apache-2.0
package dev.undertone.trends.query;

/** A question that is not answered. The message is one sentence: why, and what to do. */
final class QueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final int BAD_REQUEST = 400;
    static final int UNAVAILABLE = 503;

    private final int status;

    private QueryException(int status, String message) {
        super(message);
        this.status = status;
    }

    static QueryException badRequest(String message) {
        return new QueryException(BAD_REQUEST, message);
    }

    /** It may be answered a little later. */
    static QueryException unavailable(String message) {
        return new QueryException(UNAVAILABLE, message);
    }

    int status() {
        return status;
    }
}
