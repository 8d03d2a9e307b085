// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it;

import dev.undertone.broker.SecureBroker;
import dev.undertone.cli.Cli;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Why a client does not get in: its password, its certificate, its protocol. */
@Timeout(300)
class SecuredConnectionIT extends SecuredCluster {
    @Test
    void shouldSayThatThePasswordIsWrong() {
        // When
        long start = System.nanoTime();
        Cli.Result result = Cli.launch(
                arguments(Names.fresh(), List.of("run"), "kafka.sasl.jaas.config=" + SecureBroker.jaas("hunter2")));

        // Then
        assertRefused(
                result,
                start,
                "the broker at " + broker.address() + " does not let User:undertone in (Authentication failed during"
                        + " authentication due to invalid credentials with SASL mechanism SCRAM-SHA-512); check"
                        + " kafka.sasl.mechanism, and the name and the password in kafka.sasl.jaas.config");
    }

    @Test
    void shouldSayThatTheJaasEntryIsNoneWithoutRepeatingIt() {
        // When
        long start = System.nanoTime();
        Cli.Result result =
                Cli.launch(arguments(Names.fresh(), List.of("run"), "kafka.sasl.jaas.config=hunter2 hunter2"));

        // Then
        assertRefused(
                result,
                start,
                "Kafka refuses the configuration: kafka.sasl.jaas.config is no JAAS entry; write it as MODULE required"
                        + " username=\"...\" password=\"...\";");
    }

    @Test
    void shouldSayThatTheCertificateIsNotTrusted() throws IOException {
        // Given: Java's own authorities
        Names names = Names.fresh();

        // When
        long start = System.nanoTime();
        Cli.Result result = Cli.launch(without("kafka.ssl.truststore.", arguments(names, List.of("run"))));

        // Then
        assertRefused(
                result,
                start,
                "the certificate of the broker at " + broker.address() + " is not trusted (unable to find valid"
                        + " certification path to requested target); name a file with the CA that signed it by"
                        + " kafka.ssl.truststore.location");
    }

    @Test
    void shouldSayThatTheBrokerSpeaksTls() {
        // When
        long start = System.nanoTime();
        Cli.Result result = Cli.launch(arguments(Names.fresh(), List.of("run"), "kafka.security.protocol=PLAINTEXT"));

        // Then
        assertRefused(
                result,
                start,
                "the broker at " + broker.address() + " speaks TLS, and kafka.security.protocol=PLAINTEXT does not; set"
                        + " it to SSL, or to SASL_SSL where the broker asks for a password");
    }

    @Test
    void shouldSayThatTheBrokerDoesNotSpeakTls() {
        // When
        long start = System.nanoTime();
        Cli.Result result =
                Cli.launch(arguments(Names.fresh(), List.of("run"), "bootstrap.servers=" + broker.openAddress()));

        // Then
        assertRefused(
                result,
                start,
                "what listens at " + broker.openAddress() + " does not speak TLS, and kafka.security.protocol=SASL_SSL"
                        + " does; check bootstrap.servers, and which of the broker's ports is the one for TLS");
    }
}
