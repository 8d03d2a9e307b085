// SPDX-License-Identifier: Apache-2.0
package dev.undertone.service;

import dev.undertone.config.ScorerConfig;
import dev.undertone.event.ScoredEventWriter;
import dev.undertone.stream.outcome.ScoreFormat;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** How scores are written, by the configuration. */
final class ScoreFormats {
    private ScoreFormats() {}

    static ScoreFormat of(ScorerConfig config) {
        return new ScoreFormat(
                new ScoredEventWriter(),
                config.events().headers(),
                config.events().cloudEvents(),
                "/undertone/" + URLEncoder.encode(config.applicationId(), StandardCharsets.UTF_8));
    }
}
