// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it;

import static dev.undertone.testing.Records.bytes;
import static dev.undertone.testing.Records.header;
import static dev.undertone.testing.Records.noise;
import static dev.undertone.testing.Records.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.Deployment;
import dev.undertone.testing.RawProducer;
import dev.undertone.testing.TinyModel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One record that a topic does not take: it ends nothing and holds up nothing, on topics with Kafka's own defaults. */
class RefusedOutcomeIT {
    private static final byte[] GOOD = bytes("{\"id\":\"good\",\"text\":\"good good\"}");
    private static final int DAY_MS = 86_400_000;

    @TempDir
    private Path folder;

    @Test
    void shouldScoreAReviewWithoutATimeAtTheTimeItIsRead() throws Exception {
        try (Deployment deployment = deployment().start()) {
            // When
            long before = System.currentTimeMillis();
            RawProducer.send(
                    deployment.input, 0, Compression.NONE, new SimpleRecord(-1, bytes("ts"), GOOD), record(GOOD));

            // Then
            List<ConsumerRecord<byte[], byte[]>> scored = Deployment.read(deployment.output, 2);
            assertThat(scored)
                    .hasSize(2)
                    .allSatisfy(score -> assertThat(score.timestamp()).isBetween(before, System.currentTimeMillis()));
            deployment.assertAlive();
        }
    }

    @Test
    void shouldKeepWholeALargeReviewThatCameCompressed() throws Exception {
        try (Deployment deployment =
                deployment().withOutputs(Map.of(), Map.of()).start()) {
            // Given
            byte[] large = bytes("{\"id\":\"gz\",\"text\":\"" + "loved it ".repeat(340_000) + "\"}");

            // When
            RawProducer.send(
                    deployment.input, 0, Compression.gzip().build(), record(GOOD), record(large), record(GOOD));

            // Then
            ConsumerRecord<byte[], byte[]> letter =
                    Deployment.read(deployment.deadLetters, 1).get(0);
            assertThat(letter.value()).isEqualTo(large);
            assertThat(header(letter, "undertone.reason")).isEqualTo("TOO_LARGE");
            assertThat(Deployment.read(deployment.output, 2)).hasSize(2);
            deployment.assertAlive();
        }
    }

    @Test
    void shouldShortenALetterThatItsTopicDoesNotTakeAndWarnAtTheStart() throws Exception {
        try (Deployment deployment =
                deployment().withOutputs(Map.of(), Map.of()).start()) {
            // Given
            byte[] justFits = new byte[1_048_588 - 100];
            new Random(1).nextBytes(justFits);

            // When
            Deployment.send(new ProducerRecord<>(deployment.input, 0, 77L, bytes("k"), justFits));
            Deployment.send(new ProducerRecord<>(deployment.input, 0, null, GOOD));

            // Then
            assertThat(deployment.scorer().err())
                    .contains("Not all that the input topic takes will fit: " + deployment.deadLetters
                            + " takes 1048588 bytes (max.message.bytes)");
            ConsumerRecord<byte[], byte[]> letter =
                    Deployment.read(deployment.deadLetters, 1).get(0);
            assertThat(letter.value().length).isBetween(800_000, justFits.length - 1);
            assertThat(letter.value()).isEqualTo(Arrays.copyOf(justFits, letter.value().length));
            assertThat(letter.key()).isEqualTo(bytes("k"));
            assertThat(header(letter, "undertone.reason")).isEqualTo("TOO_LARGE");
            assertThat(header(letter, "undertone.value.bytes")).isEqualTo(Integer.toString(justFits.length));
            assertThat(header(letter, "undertone.value.sha256")).isEqualTo(sha256(justFits));
            assertThat(header(letter, "undertone.timestamp")).isEqualTo("77");
            assertThat(header(letter, "__streams.errors.offset")).isEqualTo("0");
            assertThat(Deployment.read(deployment.output, 1)).hasSize(1);
            assertThat(deployment.get("/metrics")).contains("undertone_letters_shortened_total 1.0");
            deployment.assertAlive();
        }
    }

    @Test
    void shouldMakeALetterOfAReviewWhoseScoreIsTooLarge() throws Exception {
        try (Deployment deployment = new Deployment(
                        Map.of("max.message.bytes", "16777216"),
                        "output.fields=*",
                        "input.max.bytes=10000000",
                        "model.path=" + TinyModel.writeTo(folder))
                .start()) {
            // Given
            byte[] carried = bytes("{\"text\":\"good\",\"more\":\"" + text(noise(2, 1_500_000)) + "\"}");
            ProducerRecord<byte[], byte[]> headers = new ProducerRecord<>(deployment.input, 0, null, GOOD);
            headers.headers().add("noise", noise(3, 1_500_000));

            // When
            Deployment.send(new ProducerRecord<>(deployment.input, 0, bytes("a"), carried));
            Deployment.send(headers);
            Deployment.send(new ProducerRecord<>(deployment.input, 0, null, GOOD));

            // Then
            List<ConsumerRecord<byte[], byte[]>> letters = Deployment.read(deployment.deadLetters, 2);
            assertThat(letters).hasSize(2).allSatisfy(letter -> {
                assertThat(header(letter, "undertone.reason")).isEqualTo("REFUSED");
                assertThat(header(letter, "__streams.errors.message"))
                        .contains(deployment.output, "1048588")
                        .doesNotContain("good");
            });
            assertThat(letters).anySatisfy(letter -> assertThat(letter.value()).isEqualTo(carried));
            assertThat(letters).anySatisfy(letter -> {
                assertThat(letter.value()).isEqualTo(GOOD);
                assertThat(letter.headers().lastHeader("noise").value()).hasSize(1_500_000);
            });
            assertThat(Deployment.read(deployment.output, 1)).hasSize(1);
            deployment.assertAlive();
        }
    }

    @Test
    void shouldMakeALetterWhereTheOutputRefusesTheTimeOrMissesTheKey() throws Exception {
        try (Deployment deployment = deployment()
                .withOutputs(
                        Map.of("message.timestamp.before.max.ms", "3600000", "cleanup.policy", "compact"),
                        Map.of("message.timestamp.before.max.ms", "3600000", "cleanup.policy", "compact"))
                .start()) {
            // Given
            long yesterday = System.currentTimeMillis() - DAY_MS;

            // When
            Deployment.send(new ProducerRecord<>(deployment.input, 0, yesterday, bytes("old"), GOOD));
            Deployment.send(new ProducerRecord<>(deployment.input, 0, null, GOOD));
            Deployment.send(new ProducerRecord<>(deployment.input, 0, bytes("k"), GOOD));

            // Then
            Map<String, ConsumerRecord<byte[], byte[]>> letters = new HashMap<>();
            Deployment.read(deployment.deadLetters, 2).forEach(letter -> letters.put(text(letter.key()), letter));
            ConsumerRecord<byte[], byte[]> old = letters.get("old");
            assertThat(header(old, "undertone.reason")).isEqualTo("REFUSED");
            assertThat(header(old, "__streams.errors.message")).contains(deployment.output, "timestamp");
            assertThat(header(old, "undertone.timestamp")).isEqualTo(Long.toString(yesterday));
            assertThat(old.timestamp()).isGreaterThan(yesterday + DAY_MS - 1);
            ConsumerRecord<byte[], byte[]> keyless = letters.get(deployment.input + "-0-1");
            assertThat(header(keyless, "undertone.reason")).isEqualTo("REFUSED");
            assertThat(header(keyless, "__streams.errors.message")).contains(deployment.output, "key");
            assertThat(header(keyless, "undertone.key.added")).isEqualTo("true");
            assertThat(letters).hasSize(2);
            assertThat(Deployment.read(deployment.output, 1))
                    .singleElement()
                    .satisfies(score -> assertThat(score.key()).isEqualTo(bytes("k")));
            deployment.assertAlive();
        }
    }

    private Deployment deployment() {
        return new Deployment(Map.of(), "model.path=" + TinyModel.writeTo(folder));
    }

    private static SimpleRecord record(byte[] value) {
        return new SimpleRecord(System.currentTimeMillis(), null, value);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
