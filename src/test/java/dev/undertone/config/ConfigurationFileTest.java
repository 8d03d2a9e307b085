// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration file that the distribution brings along says what the code does. */
class ConfigurationFileTest {
    private static final Path FILE = Path.of("config", "undertone.properties");
    /** A key commented out; prose has a blank behind the #. */
    private static final Pattern KEY = Pattern.compile("#([^ =#]+)=(.*)");

    @TempDir
    private Path folder;

    @Test
    void shouldNameEveryKeyWithItsDefaultAndNoOther() throws IOException {
        // Given
        Map<String, String> defaults = new TreeMap<>();
        load(Optional.empty()).settings().forEach((key, setting) -> defaults.put(key, setting.value()));

        // When
        Map<String, String> named = new TreeMap<>(keys());
        named.keySet().removeIf(key -> key.startsWith(ScorerConfig.KAFKA_PREFIX));

        // Then
        assertThat(named).isEqualTo(defaults);
    }

    @Test
    void shouldNameEveryKeyOnceAndExplainItAbove() throws IOException {
        // Given
        List<String> lines = Files.readAllLines(FILE);

        // When
        List<String> unexplained = lines.stream()
                .filter(line -> KEY.matcher(line).matches() && !line.startsWith("#kafka."))
                .filter(line -> !lines.get(lines.indexOf(line) - 1).matches("# .*[a-z].*"))
                .toList();

        // Then
        assertThat(unexplained).isEmpty();
        assertThat(lines.stream().filter(line -> KEY.matcher(line).matches())).doesNotHaveDuplicates();
    }

    @Test
    void shouldSetNothingAsItComes() throws IOException {
        // Given
        Properties properties = new Properties();

        // When
        properties.load(Files.newBufferedReader(FILE));

        // Then
        assertThat(properties).isEmpty();
        assertThat(Files.readAllLines(FILE)).allMatch(line -> line.isEmpty() || line.startsWith("#"));
    }

    @Test
    void shouldBeAValidConfigurationWithEveryKeyUncommented() throws IOException {
        // Given
        String uncommented = KEY.matcher(Files.readString(FILE)).replaceAll("$1=$2");
        Path file = Files.writeString(folder.resolve("uncommented.properties"), uncommented);

        // When
        ScorerConfig config = load(Optional.of(file));

        // Then
        assertThat(config.settings().values().stream().map(Setting::source)).containsOnly(Setting.Source.FILE);
        assertThat(config.settings()).containsOnlyKeys(keys().keySet());
    }

    @Test
    void shouldGiveExamplesOfKafkasOwnKeysThatKafkaKnows() throws IOException {
        // When
        List<String> examples = keys().keySet().stream()
                .filter(key -> key.startsWith(ScorerConfig.KAFKA_PREFIX))
                .map(key -> key.substring(ScorerConfig.KAFKA_PREFIX.length()))
                .toList();

        // Then
        assertThat(examples).contains("security.protocol", "sasl.jaas.config");
        assertThat(ConsumerConfig.configNames()).containsAll(examples);
    }

    private static Map<String, String> keys() throws IOException {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String line : Files.readAllLines(FILE)) {
            Matcher matcher = KEY.matcher(line);
            if (matcher.matches()) {
                keys.put(matcher.group(1), matcher.group(2));
            }
        }
        return keys;
    }

    private static ScorerConfig load(Optional<Path> file) {
        return ScorerConfig.of(Settings.gather(Map.of(), file, Map.of(), Map.of()));
    }
}
