// SPDX-License-Identifier: Apache-2.0
package dev.undertone.compare.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of the report that answers one claim.
 *
 * @param title of the section
 * @param claim as it is commonly made
 * @param answers what the figures say of it, at least one
 * @param body Markdown below the answers: how it was measured, tables, charts
 * @param charts SVG by file name, in the order of the text
 */
record Section(String title, String claim, List<Answer> answers, String body, Map<String, String> charts) {
    Section {
        answers = List.copyOf(answers);
        charts = Collections.unmodifiableMap(new LinkedHashMap<>(charts));
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("the section '" + title + "' has no answer");
        }
    }
}
