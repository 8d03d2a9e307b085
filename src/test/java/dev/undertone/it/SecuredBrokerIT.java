// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it;

import static dev.undertone.testing.Records.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.broker.SecureBroker;
import dev.undertone.cli.Cli;
import dev.undertone.kafka.RequiredAcl;
import dev.undertone.testing.Distribution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster with TLS, passwords and an authorizer that grants what docs/SECURITY.md lists, and what it refuses. */
@Timeout(300)
class SecuredBrokerIT extends SecuredCluster {
    @ParameterizedTest
    @CsvSource({
        "classic, exactly_once_v2",
        "streams, exactly_once_v2",
        "classic, at_least_once",
        "streams, at_least_once"
    })
    void shouldScoreWithTheRightsThatAreDocumentedAndNoOther(String groupProtocol, String guarantee) throws Exception {
        // Given
        Names names = Names.fresh();
        List<RequiredAcl> rights = new ArrayList<>(documented("run", names));
        if (guarantee.equals("at_least_once")) {
            rights.removeIf(right -> right.resource() == ResourceType.TRANSACTIONAL_ID);
        }
        broker.createTopics(names.input(), names.output(), names.deadLetters());
        broker.grantOnly(rights);

        // When
        try (Distribution.Running scorer =
                run(names, "kafka.group.protocol=" + groupProtocol, "processing.guarantee=" + guarantee)) {
            awaitReady(scorer);
            publish(names.input(), GOOD, TORN, GOOD);

            // Then
            awaitRecords(names.output(), 2);
            awaitRecords(names.deadLetters(), 1);
            assertThat(scorer.terminate()).as(scorer.err()).isZero();
            assertThat(scorer.err().lines().filter(line -> line.matches(".* (WARN|ERROR) .*")))
                    .allMatch(line -> line.contains("A review was rejected as UNREADABLE"));
            assertThat(scorer.err()).doesNotContain(SecureBroker.PASSWORD);
        }
    }

    /** Without the right to read topics' settings nothing can be foreseen. */
    @ParameterizedTest
    @ValueSource(strings = {"exactly_once_v2", "at_least_once"})
    void shouldSetAsideWhatTopicsRefuseWhoseSettingsItMayNotRead(String guarantee) throws Exception {
        // Given
        Names names = Names.fresh();
        List<RequiredAcl> rights = new ArrayList<>(documented("run", names));
        broker.createTopics(names.input(), names.output(), names.deadLetters());
        broker.set(names.output(), "max.message.bytes", "20000");
        broker.set(names.deadLetters(), "max.message.bytes", "20000");
        broker.set(names.deadLetters(), "cleanup.policy", "compact");
        broker.grantOnly(rights);

        // When
        try (Distribution.Running scorer = run(names, "output.fields=*", "processing.guarantee=" + guarantee)) {
            awaitReady(scorer);
            String noise = new Random(1)
                    .ints(60_000, 'A', 'Z')
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            String large = "{\"text\":\"" + noise + "\"}";
            publish(names.input(), GOOD, large, GOOD);
            send(names.input(), noise, GOOD);
            publish(names.input(), TORN, GOOD);

            // Then
            await(names.output(), "scores", records -> records.size() >= 3);
            // At least once, a letter may be there twice.
            Map<String, ConsumerRecord<byte[], byte[]>> letters = new HashMap<>();
            await(names.deadLetters(), "a letter of each", records -> {
                records.forEach(letter -> letters.put(header(letter, "__streams.errors.offset"), letter));
                return letters.size() >= 3;
            });
            assertThat(letters).containsOnlyKeys("1", "3", "4");
            ConsumerRecord<byte[], byte[]> ofLarge = letters.get("1");
            assertThat(header(ofLarge, "undertone.reason")).isEqualTo("REFUSED");
            assertThat(header(ofLarge, "__streams.errors.message")).contains(names.output(), "RecordTooLargeException");
            assertThat(header(ofLarge, "undertone.value.bytes")).isEqualTo(Integer.toString(large.length()));
            assertThat(ofLarge.value()).isEmpty();
            assertThat(ofLarge.key()).asString(StandardCharsets.UTF_8).isEqualTo(names.input() + "-0-1");
            ConsumerRecord<byte[], byte[]> ofLargeKey = letters.get("3");
            assertThat(header(ofLargeKey, "undertone.reason")).isEqualTo("REFUSED");
            assertThat(header(ofLargeKey, "undertone.key.bytes")).isEqualTo("60000");
            assertThat(ofLargeKey.key()).asString(StandardCharsets.UTF_8).isEqualTo(noise.substring(0, 64));
            assertThat(header(letters.get("4"), "undertone.reason")).isEqualTo("UNREADABLE");
            assertThat(header(letters.get("4"), "undertone.key.added")).isEqualTo("true");
            assertThat(scorer.terminate()).as(scorer.err()).isZero();
            assertThat(scorer.err()).contains("A topic refused an outcome").doesNotContain(noise.substring(1000, 1020));
        }
    }

    static List<Integer> rightsOfRun() throws IOException {
        return indices(documented("run", Names.fresh()));
    }

    @ParameterizedTest
    @MethodSource("rightsOfRun")
    void shouldNameTheRightThatIsMissingAtTheStart(int which) throws Exception {
        // Given
        Names names = Names.fresh();
        List<RequiredAcl> rights = new ArrayList<>(documented("run", names));
        RequiredAcl missing = rights.remove(which);
        broker.createTopics(names.input(), names.output(), names.deadLetters());
        broker.grantOnly(rights);

        // When
        Cli.Result result = Cli.launch(arguments(names, List.of("run"), "topics.create=false"));

        // Then
        assertThat(result.err()).isEqualTo("undertone: " + sentence(missing) + "\n");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("rightsOfRun")
    void shouldStopAndNameARightThatIsTakenAwayMeanwhile(int which) throws Exception {
        // Given
        Names names = Names.fresh();
        List<RequiredAcl> rights = documented("run", names);
        broker.createTopics(names.input(), names.output(), names.deadLetters());
        broker.grantOnly(rights);
        try (Distribution.Running scorer = run(names)) {
            awaitReady(scorer);

            // When
            RequiredAcl missing = rights.get(which);
            broker.revoke(missing);
            publish(names.input(), GOOD, TORN);

            // Then
            awaitEnd(scorer);
            assertThat(scorer.err().lines().filter(line -> line.startsWith("undertone:")))
                    .containsExactly(
                            "undertone: the scorer stopped, nothing in flight was committed: " + sentence(missing));
            assertThat(scorer.process().exitValue()).isEqualTo(1);
        }
    }

    /** Of a right that is missed as a transaction is committed Kafka does not say which topic it is on. */
    @Test
    void shouldNameTheTopicThatItMayNoLongerReadWhileReviewsCome() throws Exception {
        // Given
        Names names = Names.fresh();
        RequiredAcl read = RequiredAcl.readTopic(names.input());
        broker.createTopics(names.input(), names.output(), names.deadLetters());
        broker.grantOnly(documented("run", names));
        try (Distribution.Running scorer = run(names);
                Flow reviews = new Flow(names.input())) {
            awaitReady(scorer);
            await(names.output(), "a score", records -> !records.isEmpty());

            // When
            broker.revoke(read);

            // Then
            awaitEnd(scorer);
            assertThat(scorer.err()).contains("nothing in flight was committed: " + sentence(read));
            assertThat(scorer.process().exitValue()).isEqualTo(1);
            assertThat(reviews.isAlive()).isTrue();
        }
    }

    @Test
    void shouldTakeTheSameRightsOnATopicThatMatchesAPattern() throws Exception {
        // Given
        Names names = Names.fresh();
        String pattern = "input.topic=" + names.input() + "$";
        broker.createTopics(names.input(), names.output(), names.deadLetters());
        List<RequiredAcl> rights = new ArrayList<>(documented("run", names));
        RequiredAcl read = RequiredAcl.readTopic(names.input());
        rights.remove(read);
        rights.add(RequiredAcl.describeTopic(names.input()));
        broker.grantOnly(rights);

        // When
        Cli.Result result = Cli.launch(arguments(names, List.of("run"), pattern));

        // Then
        assertThat(result.err()).isEqualTo("undertone: " + sentence(read) + "\n");
        assertThat(result.exitCode()).isEqualTo(2);

        // When
        broker.grantOnly(documented("run", names));
        try (Distribution.Running scorer = run(names, pattern)) {
            awaitReady(scorer);
            publish(names.input(), GOOD);

            // Then
            awaitRecords(names.output(), 1);
            broker.revoke(read);
            publish(names.input(), GOOD);
            awaitEnd(scorer);
            assertThat(scorer.err()).contains("nothing in flight was committed: " + sentence(read));
        }
    }

    @Test
    void shouldNameTheRightToCreateATopic() throws Exception {
        // Given
        Names names = Names.fresh();
        broker.grantOnly(documented("run", names));

        // When
        Cli.Result result = Cli.launch(arguments(names, List.of("run"), "topics.create=true"));

        // Then
        assertThat(result.err()).isEqualTo("undertone: " + sentence(RequiredAcl.createTopic(names.input())) + "\n");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void shouldCreateItsTopicsWhereThatIsGranted() throws Exception {
        // Given
        Names names = Names.fresh();
        List<RequiredAcl> rights = new ArrayList<>(documented("run", names));
        List.of(names.input(), names.output(), names.deadLetters())
                .forEach(topic -> rights.add(RequiredAcl.createTopic(topic)));
        broker.grantOnly(rights);

        // When
        try (Distribution.Running scorer = run(names, "topics.create=true")) {
            awaitReady(scorer);
            publish(names.input(), GOOD);

            // Then
            awaitRecords(names.output(), 1);
        }
    }
}
