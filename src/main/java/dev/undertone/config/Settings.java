// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What was set, by whom: a file, environment variables over it, the command line over both. Unchecked;
 * {@link ScorerConfig} checks. Immutable.
 */
public final class Settings {
    private final Map<String, Setting> values;

    private Settings(Map<String, Setting> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /**
     * Gathers the settings.
     *
     * @param defaults where the surroundings know better than the built-in ones
     * @param file of properties, where there is one
     * @param environment variables; those that begin with {@value EnvironmentVariable#PREFIX} count, as
     *     {@link EnvironmentVariable} says
     * @param commandLine what was set there, by key
     * @throws ConfigurationException if the file cannot be read
     */
    public static Settings gather(
            Map<String, String> defaults,
            Optional<Path> file,
            Map<String, String> environment,
            Map<String, String> commandLine) {
        Map<String, Setting> values = new TreeMap<>();
        defaults.forEach((key, value) -> values.put(key, new Setting(value, Setting.Source.DEFAULT)));
        file.ifPresent(path -> read(path)
                .forEach((key, value) ->
                        values.put(key.toString(), new Setting(value.toString().strip(), Setting.Source.FILE))));
        environment.forEach((name, value) -> EnvironmentVariable.key(name)
                .ifPresent(key -> values.put(key, new Setting(value.strip(), Setting.Source.ENVIRONMENT))));
        commandLine.forEach((key, value) -> values.put(key, new Setting(value, Setting.Source.COMMAND_LINE)));
        return new Settings(values);
    }

    /** Every key that was set, in order. */
    public Map<String, Setting> values() {
        return values;
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    "cannot read the configuration file " + file + ": "
                            + (Files.exists(file) ? e.getMessage() : "there is no such file"),
                    e);
        }
    }
}
