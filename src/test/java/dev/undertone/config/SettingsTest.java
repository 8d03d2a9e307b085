// SPDX-License-Identifier: Apache-2.0
package dev.undertone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldHoldNothingWhereNothingWasSet() {
        // When
        Settings settings = Settings.gather(Map.of(), Optional.empty(), Map.of("PATH", "/bin"), Map.of());

        // Then
        assertThat(settings.values()).isEmpty();
    }

    @Test
    void shouldLetEachSourceOverrideTheWeakerOnes() throws IOException {
        // Given
        Map<String, String> defaults = Map.of("a", "default", "b", "default", "c", "default", "d", "default");
        Path file = file("b=file\nc=file\nd=file\n");
        Map<String, String> environment = Map.of("UNDERTONE_C", "environment", "UNDERTONE_D", "environment");
        Map<String, String> commandLine = Map.of("d", "command line");

        // When
        Settings settings = Settings.gather(defaults, Optional.of(file), environment, commandLine);

        // Then
        assertThat(settings.values())
                .isEqualTo(Map.of(
                        "a", new Setting("default", Setting.Source.DEFAULT),
                        "b", new Setting("file", Setting.Source.FILE),
                        "c", new Setting("environment", Setting.Source.ENVIRONMENT),
                        "d", new Setting("command line", Setting.Source.COMMAND_LINE)));
    }

    @Test
    void shouldNameKeysAfterEnvironmentVariables() {
        // Given
        Map<String, String> environment = Map.of(
                "UNDERTONE_BATCH_MAX_SIZE", " 8 ",
                "UNDERTONE_KAFKA_SASL_JAAS_CONFIG", "x",
                "UNDERTONE_HOME", "/opt/undertone",
                "UNDERTONE_JAVA_OPTIONS", "-Xmx1g",
                "XUNDERTONE_THREADS", "2",
                "undertone_threads", "2");

        // When
        Settings settings = Settings.gather(Map.of(), Optional.empty(), environment, Map.of());

        // Then
        assertThat(settings.values())
                .isEqualTo(Map.of(
                        "batch.max.size", new Setting("8", Setting.Source.ENVIRONMENT),
                        "kafka.sasl.jaas.config", new Setting("x", Setting.Source.ENVIRONMENT)));
    }

    @Test
    void shouldReadAFileInUtf8WithoutBlanksAroundValues() throws IOException {
        // Given
        Path file = file("# a comment\n#threads=7\noutput.fields =  größe, 好  \n");

        // When
        Settings settings = Settings.gather(Map.of(), Optional.of(file), Map.of(), Map.of());

        // Then
        assertThat(settings.values()).isEqualTo(Map.of("output.fields", new Setting("größe, 好", Setting.Source.FILE)));
    }

    @Test
    void shouldSayThatThereIsNoSuchFile() {
        // Given
        Path file = folder.resolve("nowhere.properties");

        // Then
        assertThatThrownBy(() -> Settings.gather(Map.of(), Optional.of(file), Map.of(), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("cannot read the configuration file " + file + ": there is no such file");
    }

    @Test
    void shouldSayThatAFileIsMalformed() throws IOException {
        // Given
        Path file = file("threads=\\u00zz\n");

        // Then
        assertThatThrownBy(() -> Settings.gather(Map.of(), Optional.of(file), Map.of(), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("cannot read the configuration file " + file + ": Malformed");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("test.properties"), content);
    }
}
