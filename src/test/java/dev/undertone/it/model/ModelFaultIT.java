// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.config.ScorerConfig;
import dev.undertone.config.Settings;
import dev.undertone.event.EventDecoder;
import dev.undertone.infer.InferenceException;
import dev.undertone.infer.OnnxSentimentModel;
import dev.undertone.infer.SentimentModel;
import dev.undertone.score.ReviewScorer;
import dev.undertone.score.ScoringMetrics;
import dev.undertone.serve.ServedModel;
import dev.undertone.stream.ReadGaps;
import dev.undertone.stream.ScoringContext;
import dev.undertone.stream.ScoringService;
import dev.undertone.stream.ScoringTopology;
import dev.undertone.stream.StreamsProperties;
import dev.undertone.stream.outcome.OutputTopics;
import dev.undertone.stream.outcome.ScoreFormat;
import dev.undertone.testing.Deployment;
import dev.undertone.testing.TinyModel;
import dev.undertone.text.TokenIds;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model that fails does to the reviews. */
class ModelFaultIT {
    @TempDir
    private Path folder;

    @Test
    void shouldRejectTheReviewsThatTheModelFailsOnAndNoOthers() {
        Path model = TinyModel.writeTo(folder, List.of("cursed"));
        try (Deployment deployment = new Deployment("model.path=" + model).start()) {
            // Given
            List<byte[]> values = IntStream.range(0, 5000)
                    .mapToObj(i -> review(i, i % 1000 == 500 ? "a cursed evening" : "a good evening"))
                    .toList();

            // When
            List<Long> offsets = deployment.publish(values);

            // Then
            List<ConsumerRecord<byte[], byte[]>> dead = Deployment.read(deployment.deadLetters, 5);
            assertThat(dead)
                    .extracting(record ->
                            text(record, "undertone.reason") + " at " + text(record, "__streams.errors.offset"))
                    .containsExactlyInAnyOrderElementsOf(Stream.of(500, 1500, 2500, 3500, 4500)
                            .map(i -> "MODEL_FAILURE at " + offsets.get(i))
                            .toList());
            assertThat(Deployment.read(deployment.output, 4995)).hasSize(4995);
        }
    }

    @Test
    void shouldStopWhereTheModelFailsAndScoreAllOnceItWorks() throws Exception {
        // A member of a group that fails stays in it until its session ends.
        try (Deployment deployment = new Deployment("kafka.session.timeout.ms=6000");
                SwitchableModel model = new SwitchableModel(OnnxSentimentModel.open(TinyModel.open(folder)))) {
            // Given a model that breaks once it is loaded, as one does whose device goes away
            model.broken = true;
            deployment.createOutputs();
            deployment.publish(IntStream.range(0, 500)
                    .mapToObj(i -> review(i, "a good evening"))
                    .toList());

            // When
            Optional<Throwable> failure;
            try (ScoringService service = service(deployment, model)) {
                service.start();
                failure = service.awaitEnd();
            }

            // Then
            assertThat(failure)
                    .get(InstanceOfAssertFactories.THROWABLE)
                    .hasStackTraceContaining("ModelBrokenException: the model f");
            assertThat(deployment.committedOffsets().values())
                    .allSatisfy(offset -> assertThat(offset).isZero());
            assertThat(Deployment.read(deployment.deadLetters, 0)).isEmpty();
            assertThat(Deployment.read(deployment.output, 0)).isEmpty();

            // And when
            model.broken = false;
            try (ScoringService service = service(deployment, model)) {
                service.start();

                // Then
                assertThat(Deployment.read(deployment.output, 500)).hasSize(500);
            }
            assertThat(deployment.committedOffsets()).containsEntry(0, 500L);
        }
    }

    private static ScoringService service(Deployment deployment, SentimentModel model) {
        ScorerConfig config =
                ScorerConfig.of(Settings.gather(Map.of(), Optional.empty(), Map.of(), deployment.settings()));
        OutputTopics outputs = OutputTopics.of(config.topics(), config.outputTimestamp());
        ScoringContext stage = new ScoringContext(
                new EventDecoder(config.events().shape(), config.inputMaxBytes()),
                new ServedModel(new ReviewScorer(model, TinyModel.encoder(), TinyModel.judgement())),
                Optional.empty(),
                ScoreFormat.json(),
                config.batchPolicy(),
                ScoringMetrics.NONE,
                outputs,
                new ReadGaps());
        return new ScoringService(
                ScoringTopology.of(config.topics(), stage),
                StreamsProperties.of(config),
                config.shutdownTimeout(),
                outputs);
    }

    /** A model with a switch. */
    private static final class SwitchableModel implements SentimentModel {
        private final SentimentModel working;
        private volatile boolean broken;

        SwitchableModel(SentimentModel working) {
            this.working = working;
        }

        @Override
        public float[] logits(List<TokenIds> batch) {
            if (broken) {
                throw new InferenceException("out of order");
            }
            return working.logits(batch);
        }

        @Override
        public void close() {
            working.close();
        }
    }

    private static byte[] review(int number, String text) {
        return ("{\"id\":\"" + number + "\",\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }
}
