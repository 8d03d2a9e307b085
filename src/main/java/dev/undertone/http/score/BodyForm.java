// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.score;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a request's body is, and its answer's with it. */
enum BodyForm {
    /** The review itself, in UTF-8. */
    TEXT("application/json", "text/plain"),
    /** An event or a review as a JSON string, or an array of them. */
    JSON("application/json", "application/json"),
    /** An event or a review as a JSON string a line. */
    LINES("application/x-ndjson", "application/x-ndjson", "application/ndjson", "application/jsonl");

    private final String answerType;
    private final List<String> types;

    BodyForm(String answerType, String... types) {
        this.answerType = answerType;
        this.types = List.of(types);
    }

    static Optional<BodyForm> of(String mediaType) {
        return Arrays.stream(values())
                .filter(form -> form.types.contains(mediaType))
                .findFirst();
    }

    String answerType() {
        return answerType;
    }
}
