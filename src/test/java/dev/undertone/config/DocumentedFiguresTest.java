// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.stream.StreamsProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

/**
 * Where a document says of a key, in parentheses behind its name, what its default or its most is, as in
 * <code>`batch.max.size` (4,096 by default, 16,384 at most)</code> or <code>`shutdown.timeout.ms` (30 s)</code>, the
 * code has the same.
 */
class DocumentedFiguresTest {
    private static final Pattern KEY_AND_FIGURES = Pattern.compile("`((?:[a-z]+\\.)+[a-z]+)`\\s+\\(([^)]*\\d[^)]*)\\)");
    private static final Pattern FIGURE =
            Pattern.compile("(\\d[\\d,]*)(?:\\s+(ms|s|minutes))?(?:\\s+(by\\s+default|at\\s+most))?");
    private static final Map<String, Long> MILLISECONDS = Map.of("ms", 1L, "s", 1_000L, "minutes", 60_000L);

    @Test
    void shouldBeThoseOfTheCode() throws IOException {
        // When
        List<String> checked = new ArrayList<>();
        for (Path document : documents()) {
            Matcher mention = KEY_AND_FIGURES.matcher(Files.readString(document));
            while (mention.find()) {
                for (String part : mention.group(2).split(",\\s+")) {
                    Matcher figure = FIGURE.matcher(part.strip());
                    if (figure.matches()) {
                        String key = mention.group(1);
                        boolean most =
                                figure.group(3) != null && figure.group(3).endsWith("most");
                        // Then
                        assertThat(value(figure))
                                .as(document + ": " + mention.group())
                                .isEqualTo(most ? most(key) : byDefault(key));
                        checked.add(key + (most ? " at most" : ""));
                    }
                }
            }
        }

        // Then
        assertThat(checked)
                .contains("batch.max.size", "batch.max.size at most", "batch.max.tokens", "batch.max.tokens at most")
                .contains("shutdown.timeout.ms", "commit.interval.ms", "max.poll.interval.ms", "kafka.task.timeout.ms");
    }

    private static long value(Matcher figure) {
        long number = Long.parseLong(figure.group(1).replace(",", ""));
        return figure.group(2) == null ? number : number * MILLISECONDS.get(figure.group(2));
    }

    private static long most(String key) {
        String range = ScorerConfig.definition().stream()
                .filter(defined -> defined.name.equals(key))
                .findFirst()
                .orElseThrow()
                .validator
                .toString();
        return Long.parseLong(range.substring(range.lastIndexOf(',') + 1, range.length() - 1));
    }

    /** What the scorer sets if nobody else does: a key of its own, one of Kafka's that it sets, or Kafka's default. */
    private static long byDefault(String key) {
        String name = key.startsWith("kafka.") ? key.substring("kafka.".length()) : key;
        return own(key).or(() -> setForKafka(name))
                .or(() -> of(StreamsConfig.configDef(), name))
                .or(() -> of(ConsumerConfig.configDef(), name))
                .orElseThrow(() -> new AssertionError("no key is called " + key));
    }

    private static Optional<Long> own(String key) {
        return ScorerConfig.definition().stream()
                .filter(defined -> defined.name.equals(key))
                .findFirst()
                .map(defined -> ((Number) defined.defaultValue).longValue());
    }

    private static Optional<Long> setForKafka(String name) {
        ScorerConfig config = ScorerConfig.of(Settings.gather(Map.of(), Optional.empty(), Map.of(), Map.of()));
        return Optional.ofNullable(StreamsProperties.of(config).get(name)).map(value -> ((Number) value).longValue());
    }

    private static Optional<Long> of(ConfigDef definition, String name) {
        return Optional.ofNullable(definition.configKeys().get(name))
                .map(key -> ((Number) key.defaultValue).longValue());
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            return Stream.concat(Stream.of(Path.of("README.md")), files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }
}
