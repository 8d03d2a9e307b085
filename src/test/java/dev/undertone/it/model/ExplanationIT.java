// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a review has its score, through the broker. */
class ExplanationIT {
    @TempDir
    private Path folder;

    @Test
    void shouldSayWhyInTheScoredEvent() throws IOException {
        // Given
        TinyModel.writeExplainingTo(folder);
        try (Deployment deployment = new Deployment(
                        "model.path=" + folder, "explain.words=2", "explain.sentences=true", "output.fields=text")
                .start()) {
            // When
            Deployment.send(new ProducerRecord<>(
                    deployment.input,
                    "{\"text\":\"\\ud83d\\ude00 Awful end. Very <i>GREAT</i>, good.\"}"
                            .getBytes(StandardCharsets.UTF_8)));
            List<ConsumerRecord<byte[], byte[]>> records = Deployment.read(deployment.output, 1);

            // Then
            JsonNode event =
                    new ObjectMapper().readTree(new String(records.get(0).value(), StandardCharsets.UTF_8));
            String text = event.at("/review/text").asText();
            assertThat(event.get("why"))
                    .hasSize(2)
                    .allSatisfy(word -> assertThat(text.substring(
                                    word.get("offset").asInt(),
                                    word.get("offset").asInt()
                                            + word.get("length").asInt()))
                            .isEqualTo(word.get("text").asText()));
            assertThat(event.at("/why/0/text").asText()).isEqualTo("Awful");
            assertThat(event.at("/why/1/text").asText()).isEqualTo("GREAT");
            assertThat(event.at("/why/0/weight").asDouble()).isEqualTo(-3);
            assertThat(event.get("sentences")).hasSize(2);
            assertThat(event.at("/sentences/1/offset").asInt()).isEqualTo(text.indexOf("Very"));
        }
    }
}
