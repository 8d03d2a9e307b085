// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.undertone.config.ConfigurationException;
import dev.undertone.config.ScorerConfig;
import dev.undertone.config.Settings;
import dev.undertone.corpus.file.CorpusException;
import dev.undertone.kafka.BrokerUnavailableException;
import dev.undertone.model.ModelRefusedException;
import dev.undertone.service.ServiceFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {
    @ParameterizedTest
    @MethodSource
    void shouldTellAFailureInASentenceAndACode(Throwable thrown, String message, int exitCode) {
        // When
        Failure failure = Failure.of(thrown);

        // Then
        assertThat(failure).isEqualTo(new Failure(message, exitCode));
    }

    static List<Arguments> shouldTellAFailureInASentenceAndACode() {
        return List.of(
                argumentSet("configuration", new ConfigurationException("no such key"), "no such key", 2),
                argumentSet("data", new CorpusException("no label in line 7"), "no label in line 7", 2),
                argumentSet("broker", new BrokerUnavailableException("nobody answers", null), "nobody answers", 3),
                argumentSet("model", new ModelRefusedException("it lacks a file"), "it lacks a file", 4),
                argumentSet("interrupted", new InterruptedException("poll"), "interrupted", 130),
                argumentSet(
                        "missing library",
                        new NoClassDefFoundError("kafka/server/KafkaConfig"),
                        "the class kafka/server/KafkaConfig is missing; start the command with bin/undertone, which finds"
                                + " its libraries",
                        1),
                argumentSet("anything else", new IllegalStateException("broken"), "broken (--debug shows where)", 1),
                argumentSet(
                        "the cause at the root",
                        new UncheckedIOException("cannot", new IOException("disk full")),
                        "disk full (--debug shows where)",
                        1),
                argumentSet(
                        "the first line of many",
                        new IllegalStateException("one\ntwo\nthree"),
                        "one (--debug shows where)",
                        1),
                argumentSet(
                        "no message",
                        new UnsupportedOperationException(),
                        "UnsupportedOperationException (--debug shows where)",
                        1),
                argumentSet(
                        "an empty message",
                        new IllegalStateException(" "),
                        "IllegalStateException (--debug shows where)",
                        1),
                argumentSet(
                        "a service that ended",
                        ServiceFailedException.of(
                                new IllegalStateException("the model is broken"),
                                ScorerConfig.of(Settings.gather(Map.of(), Optional.empty(), Map.of(), Map.of()))),
                        "the scorer stopped, nothing in flight was committed: the model is broken",
                        1),
                argumentSet(
                        "brokers that do not speak the group protocol",
                        ServiceFailedException.of(
                                new StreamsException(new UnsupportedVersionException("versions 0 to 0")),
                                ScorerConfig.of(Settings.gather(
                                        Map.of(),
                                        Optional.empty(),
                                        Map.of(),
                                        Map.of("kafka.group.protocol", "streams")))),
                        "the scorer stopped, nothing in flight was committed: the brokers are too old for the group"
                                + " protocol of kafka.group.protocol=streams; set it to classic, or update the brokers",
                        1));
    }
}
