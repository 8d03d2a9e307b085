// SPDX-License-Identifier: Apache-2.0
package dev.undertone.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaCatalogTest {
    private static final SchemaRef SEVEN = new SchemaRef(SchemaRef.Kind.CONTENT, "7");

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicReference<Optional<RegisteredSchema>> answer = new AtomicReference<>(Optional.empty());
    private final SchemaCatalog<String> catalog = new SchemaCatalog<>(
            ref -> {
                asked.incrementAndGet();
                if (answer.get() == null) {
                    throw new RegistryException("it is away", false, null);
                }
                return answer.get();
            },
            schema -> {
                if (schema.text().isEmpty()) {
                    throw new IllegalArgumentException("is empty");
                }
                return schema.text();
            },
            now::get);

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void shouldAskOnceForASchemaThatIsThere() {
        // Given
        answer.set(Optional.of(new RegisteredSchema("AVRO", "x", List.of())));

        // When
        assertThat(catalog.look(SEVEN)).isEqualTo(new Lookup.Pending<>());
        awaitKnown();
        now.addAndGet(Duration.ofDays(1).toNanos());

        // Then
        assertThat(catalog.look(SEVEN)).isEqualTo(new Lookup.Known<>("x"));
        assertThat(asked).hasValue(1);
    }

    @Test
    void shouldAskAgainAfterAWhileForOneThatIsNot() {
        // Given
        catalog.look(SEVEN);
        await().untilAsserted(() -> assertThat(catalog.look(SEVEN))
                .isEqualTo(new Lookup.Unusable<>("the schema registry has no schema id 7, which the value names")));
        assertThat(asked).hasValue(1);

        // When
        answer.set(Optional.of(new RegisteredSchema("AVRO", "x", List.of())));
        now.addAndGet(Duration.ofMinutes(2).toNanos());

        // Then
        awaitKnown();
    }

    @Test
    void shouldSayWhyASchemaCannotBeUsed() {
        answer.set(Optional.of(new RegisteredSchema("AVRO", "", List.of())));
        catalog.look(SEVEN);
        await().untilAsserted(() -> assertThat(catalog.look(SEVEN))
                .isEqualTo(new Lookup.Unusable<>("the schema with schema id 7 is empty")));
    }

    @Test
    void shouldGoOnAskingARegistryThatIsAway() {
        // Given
        answer.set(null);
        catalog.look(SEVEN);
        await().untilAsserted(() -> assertThat(catalog.trouble()).contains("it is away"));
        assertThat(catalog.look(SEVEN)).isEqualTo(new Lookup.Pending<>());
        assertThat(asked).hasValue(1);

        // When
        answer.set(Optional.of(new RegisteredSchema("AVRO", "x", List.of())));
        now.addAndGet(Duration.ofMillis(100).toNanos());

        // Then
        awaitKnown();
        assertThat(catalog.trouble()).isEmpty();
    }

    @Test
    void shouldEndToWaitInTime() {
        answer.set(null);
        Thread clock = new Thread(() -> {
            await().until(() -> catalog.trouble().isPresent());
            now.addAndGet(Duration.ofMinutes(1).toNanos());
        });
        clock.start();
        assertThatThrownBy(() -> catalog.await(SEVEN, Duration.ofSeconds(30)))
                .isInstanceOf(RegistryException.class)
                .hasMessage("it is away");
    }

    private void awaitKnown() {
        await().untilAsserted(() -> assertThat(catalog.look(SEVEN)).isEqualTo(new Lookup.Known<>("x")));
    }
}
