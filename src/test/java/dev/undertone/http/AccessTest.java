// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final String SECRET = "correct-horse-battery";

    private final Access open = new Access("127.0.0.1", 8080);
    private final Access withToken = new Access("127.0.0.1", 8080, Optional.of(new BearerToken(SECRET)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:8080",
                "127.0.0.1",
                "127.0.0.1:8080",
                "127.9.8.7:1",
                "[::1]",
                "[::1]:8080"
            })
    void shouldServeThisMachineByItsOwnNames(String host) {
        assertThat(open.refusal(loopback(), headers(Map.of("Host", host)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "127.0.0.1.evil.example",
                "localhost.evil.example:8080",
                "evil.example/127.0.0.1",
                "127.0.0.1@evil.example",
                "10.0.0.1",
                "0.0.0.0:8080",
                "",
                ":8080"
            })
    void shouldServeNobodyWhomAForeignNameLedHere(String host) {
        // When
        Optional<Problem> refusal = open.refusal(loopback(), headers(Map.of("Host", host)));

        // Then
        assertThat(refusal.map(Problem::status)).contains(421);
    }

    @Test
    void shouldServeTheNameThatItIsBoundTo() {
        // Given
        Access named = new Access("scorer.local", 8080);

        // When
        Optional<Problem> refusal = named.refusal(loopback(), headers(Map.of("Host", "scorer.local:8080")));

        // Then
        assertThat(refusal).isEmpty();
    }

    @Test
    void shouldServeWhatSendsNoHostAndNotWhatSendsTwo() {
        // Given
        Headers two = headers(Map.of("Host", "localhost"));
        two.add("Host", "evil.example");

        // When
        Optional<Problem> none = open.refusal(loopback(), new Headers());

        // Then
        assertThat(none).isEmpty();
        assertThat(open.refusal(loopback(), two)).isPresent();
    }

    @Test
    void shouldServeOtherMachinesByAnyName() throws UnknownHostException {
        assertThat(open.refusal(everywhere(), headers(Map.of("Host", "scorer.example"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, http://evil.example",
        "Origin, null",
        "Origin, http://localhost:3000",
        "Origin, http://localhost:8080.evil.example",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site"
    })
    void shouldGuardAgainstForeignPages(String header, String value) {
        // Given
        Headers headers = headers(Map.of("Host", "localhost:8080", header, value));
        headers.set("Authorization", "Bearer " + SECRET);

        // When
        Optional<Problem> refusal = open.guardedRefusal(loopback(), headers);

        // Then
        assertThat(refusal.map(Problem::status)).contains(403);
        assertThat(withToken.guardedRefusal(loopback(), headers)).isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, http://localhost:8080",
        "Origin, https://localhost:8080",
        "Sec-Fetch-Site, same-origin",
        "Sec-Fetch-Site, none",
        "Accept, */*"
    })
    void shouldLetItsOwnPageIn(String header, String value) {
        assertThat(open.guardedRefusal(loopback(), headers(Map.of("Host", "localhost:8080", header, value))))
                .isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "correct-horse-battery",
                "Bearer",
                "Bearer ",
                "Bearer correct-horse-batter",
                "Bearer correct-horse-battery2",
                "Basic correct-horse-battery",
                "Bearer CORRECT-HORSE-BATTERY"
            })
    void shouldAskForTheToken(String authorization) {
        // Given
        Headers headers = headers(Map.of("Host", "localhost"));
        if (authorization != null) {
            headers.set("Authorization", authorization);
        }

        // When
        Optional<Problem> refusal = withToken.guardedRefusal(loopback(), headers);

        // Then
        assertThat(refusal.map(Problem::status)).contains(401);
        assertThat(refusal.orElseThrow().json()).doesNotContain("horse");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer correct-horse-battery", "bearer  correct-horse-battery "})
    void shouldLetInWhoKnowsTheToken(String authorization) throws UnknownHostException {
        // Given
        Headers headers = headers(Map.of("Host", "scorer.example", "Authorization", authorization));

        // When
        Optional<Problem> refusal = withToken.guardedRefusal(everywhere(), headers);

        // Then
        assertThat(refusal).isEmpty();
    }

    @Test
    void shouldGuardWhatOtherMachinesReachWhereThereIsNoToken() throws UnknownHostException {
        // When
        Optional<Problem> refusal = open.guardedRefusal(everywhere(), headers(Map.of("Host", "scorer.example")));

        // Then
        assertThat(refusal.map(Problem::status)).contains(403);
        assertThat(refusal.orElseThrow().detail()).contains("set http.token");
    }

    @Test
    void shouldKeepTheTokenOutOfEveryText() {
        assertThat(withToken.toString()).doesNotContain(SECRET);
    }

    private static Headers headers(Map<String, String> values) {
        Headers headers = new Headers();
        values.forEach(headers::set);
        return headers;
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);
    }

    private static InetSocketAddress everywhere() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 8080);
    }
}
