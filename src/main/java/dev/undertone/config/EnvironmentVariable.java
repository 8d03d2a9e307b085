// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How keys are written as names of environment variables, as Kafka's own image has it: {@value #PREFIX} first, then the
 * key in capitals, with _ for a dot, __ for an underscore and ___ for a dash. A key with capitals has no such name.
 */
final class EnvironmentVariable {
    static final String PREFIX = "UNDERTONE_";

    /** These speak to the start script. */
    private static final Set<String> OF_THE_LAUNCHER = Set.of("UNDERTONE_HOME", "UNDERTONE_JAVA_OPTIONS");

    private static final Pattern UNDERSCORES = Pattern.compile("_{1,3}");

    private EnvironmentVariable() {}

    /** The key that a variable sets; nothing where it is none of ours. */
    static Optional<String> key(String name) {
        if (!name.startsWith(PREFIX) || OF_THE_LAUNCHER.contains(name)) {
            return Optional.empty();
        }
        String key = name.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
        return Optional.of(UNDERSCORES.matcher(key).replaceAll(EnvironmentVariable::separator));
    }

    /** The variable that sets a key; nothing where there is none. */
    static Optional<String> name(String key) {
        String name = PREFIX
                + key.replace("_", "__").replace("-", "___").replace('.', '_').toUpperCase(Locale.ROOT);
        return key(name).filter(key::equals).map(same -> name);
    }

    private static String separator(MatchResult underscores) {
        return switch (underscores.group().length()) {
            case 1 -> ".";
            case 2 -> "_";
            default -> "-";
        };
    }
}
