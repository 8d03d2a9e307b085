// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.terminal;

import dev.undertone.config.ConfigurationException;
import dev.undertone.config.ScorerConfig;
import dev.undertone.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that make a configuration, shared by the commands that need one. */
public final class ConfigOptions {
    /** The distribution's folder, set by the launcher. */
    private static final String HOME_PROPERTY = "undertone.home";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties file (default: config/undertone.properties of the distribution).")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set a configuration key; may be given more than once.")
    private List<String> assignments = List.of();

    /** The configuration, with what a command's own options say on top. */
    public ScorerConfig load(Map<String, Optional<String>> options) {
        Map<String, String> commandLine = new LinkedHashMap<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 0) {
                throw new ConfigurationException("--set takes KEY=VALUE, not '" + assignment + "'");
            }
            if (equals == 0) {
                // The value may be a secret.
                throw new ConfigurationException("--set takes KEY=VALUE; before one '=' there is no key");
            }
            commandLine.put(
                    assignment.substring(0, equals).strip(),
                    assignment.substring(equals + 1).strip());
        }
        options.forEach((key, value) -> value.ifPresent(text -> commandLine.put(key, text)));
        return ScorerConfig.of(Settings.gather(surroundings(), configurationFile(), System.getenv(), commandLine));
    }

    private Optional<Path> configurationFile() {
        if (file != null) {
            return Optional.of(file);
        }
        return home().map(home -> home.resolve("config").resolve("undertone.properties"))
                .filter(Files::isRegularFile);
    }

    /** The distribution brings its model along, wherever it is started from. */
    private static Map<String, String> surroundings() {
        Map<String, String> defaults = new HashMap<>();
        home().ifPresent(home ->
                defaults.put(ScorerConfig.MODEL_PATH, home.resolve("model").toString()));
        return defaults;
    }

    /** The distribution's folder, where the launcher told of one. */
    public static Optional<Path> home() {
        return Optional.ofNullable(System.getProperty(HOME_PROPERTY)).map(Path::of);
    }
}
