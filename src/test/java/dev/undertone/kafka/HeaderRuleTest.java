// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderRuleTest {
    private static final String ALL = "traceparent x-shop b3 content-type Content-Type ce_type ce_id __value_schema_id"
            + " __TypeId__ __KeyTypeId__ apicurio.value.globalId apicurio.key.globalId contentType undertone.topic";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* | traceparent x-shop b3 __KeyTypeId__ apicurio.key.globalId undertone.topic",
                "*,!x-*,!B3 | traceparent __KeyTypeId__ apicurio.key.globalId undertone.topic",
                "*,ce_type,!b3,!apicurio* | traceparent x-shop ce_type __KeyTypeId__ undertone.topic",
                "traceparent,x-* | traceparent x-shop",
                "Content-Type | content-type Content-Type",
                "'' | ''",
            })
    void shouldPassWhatTheRuleSaysInItsOrder(String rule, String passing) {
        // Given
        Headers headers = new RecordHeaders();
        for (String name : ALL.split(" ")) {
            headers.add(name, name.getBytes(StandardCharsets.UTF_8));
        }

        // When
        HeaderRule parsed = HeaderRule.parse(rule.isEmpty() ? List.of() : List.of(rule.split(",")));

        // Then
        assertThat(Arrays.stream(parsed.of(headers).toArray()).map(Header::key))
                .containsExactlyElementsOf(passing.isEmpty() ? List.of() : List.of(passing.split(" ")));
    }

    @Test
    void shouldHandOnTheSameHeadersWhereAllPass() {
        // Given
        Headers headers = new RecordHeaders().add("traceparent", new byte[0]);

        // Then
        assertThat(HeaderRule.standard().of(headers)).isSameAs(headers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "a*b", "*a"})
    void shouldRefuseWhatIsNoRule(String rule) {
        assertThatThrownBy(() -> HeaderRule.parse(List.of(rule)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rule);
    }

    @Test
    void shouldBeListedInTheDocument() throws IOException {
        // Given
        String document = Files.readString(Path.of("docs", "configuration.md"));

        // Then
        assertThat(HeaderRule.OF_THE_VALUE)
                .allSatisfy(
                        name -> assertThat(document.toLowerCase(Locale.ROOT)).contains("`" + name + "`"));
    }
}
