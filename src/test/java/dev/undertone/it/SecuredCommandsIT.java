// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.cli.Cli;
import dev.undertone.kafka.RequiredAcl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rights that commands beside the scorer need, and what they say without. */
@Timeout(300)
class SecuredCommandsIT extends SecuredCluster {
    @Test
    void shouldPublishWithTheRightToWriteAndConsumeWithTheRightToRead() throws Exception {
        // Given
        Names names = Names.fresh();
        broker.createTopics(names.input());
        Path file = Files.writeString(folder.resolve("review.jsonl"), GOOD + "\n");
        String[] publish = arguments(names, List.of("publish", file.toString()));
        String[] consume = arguments(
                names, List.of("consume", "--topic", names.input(), "--from-beginning"), "input.topic=another");

        // When
        broker.grantOnly(List.of());
        Cli.Result neitherPublish = Cli.launch(publish);
        Cli.Result neitherConsume = Cli.launch(consume);
        broker.grantOnly(List.of(RequiredAcl.writeTopic(names.input())));
        Cli.Result published = Cli.launch(publish);
        broker.grantOnly(List.of(RequiredAcl.readTopic(names.input())));
        Cli.Result consumed = Cli.launch(consume);

        // Then
        assertThat(neitherPublish)
                .isEqualTo(
                        new Cli.Result(2, "", "undertone: " + sentence(RequiredAcl.writeTopic(names.input())) + "\n"));
        assertThat(neitherConsume)
                .isEqualTo(
                        new Cli.Result(2, "", "undertone: " + sentence(RequiredAcl.readTopic(names.input())) + "\n"));
        assertThat(published.exitCode()).as(published.err()).isZero();
        assertThat(consumed.out()).as(consumed.err()).isEqualTo(GOOD + "\n");
    }

    static List<Integer> rightsOfRedrive() throws IOException {
        return indices(documented("redrive", Names.fresh()));
    }

    @ParameterizedTest
    @MethodSource("rightsOfRedrive")
    void shouldNameTheRightThatReplayMisses(int which) throws Exception {
        // Given
        Names names = Names.fresh();
        List<RequiredAcl> rights = new ArrayList<>(documented("redrive", names));
        RequiredAcl missing = rights.remove(which);
        broker.createTopics(names.input(), names.deadLetters(), names.deadLetters() + "-redriven");
        broker.grantOnly(rights);

        // When
        Cli.Result result = Cli.launch(arguments(names, List.of("redrive", "replay"), "topics.create=false"));

        // Then
        String whole = missing.resource() == ResourceType.TRANSACTIONAL_ID
                ? sentence(RequiredAcl.writeTransactionalId(missing.name() + names.deadLetters()))
                : sentence(missing);
        assertThat(result).isEqualTo(new Cli.Result(2, "", "undertone: " + whole + "\n"));
    }

    @Test
    void shouldReplayWithTheRightsThatAreDocumentedAndNoOther() throws Exception {
        // Given
        Names names = Names.fresh();
        broker.createTopics(names.input(), names.deadLetters(), names.deadLetters() + "-redriven");
        publish(names.deadLetters(), GOOD);
        broker.grantOnly(documented("redrive", names));

        // When
        Cli.Result result = Cli.launch(arguments(names, List.of("redrive", "replay"), "topics.create=false"));

        // Then
        assertThat(result.exitCode()).as(result.err()).isZero();
        awaitRecords(names.input(), 1);
    }
}
