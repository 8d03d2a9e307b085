// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stack;

import dev.undertone.config.ScorerConfig;
import dev.undertone.config.Settings;
import java.util.Map;
import java.util.Optional;

/** The scorer's configuration, as it comes to be in a container. */
final class Configured {
    private Configured() {}

    /** The configuration that these environment variables make, if the scorer takes them. */
    static ScorerConfig by(Map<String, String> environment) {
        return ScorerConfig.of(Settings.gather(Map.of(), Optional.empty(), environment, Map.of()));
    }
}
