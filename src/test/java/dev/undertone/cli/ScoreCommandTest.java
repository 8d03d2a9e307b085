// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCommandTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeModel() {
        TinyModel.writeTo(folder);
    }

    @Test
    void shouldScoreItsArguments() {
        // When
        Cli.Result result = score("", "so good", "awful<br />thing", "...");

        // Then
        assertThat(result)
                .isEqualTo(new Cli.Result(
                        0,
                        "positive           │████████   +0.76  so good\n"
                                + "negative  █████████│           -0.91  awful thing\n"
                                + "rejected EMPTY_TEXT                  ...\n",
                        ""));
    }

    @Test
    void shouldScoreTheLinesOfStandardInput() {
        // When
        Cli.Result result = score("great\n\nbad\r\n");

        // Then
        assertThat(result)
                .isEqualTo(new Cli.Result(
                        0,
                        "positive           │█████████  +0.91  great\n"
                                + "rejected EMPTY_TEXT                  \n"
                                + "negative   ████████│           -0.76  bad\n",
                        ""));
    }

    @Test
    void shouldPrintAScoredEventOrARejectionALine() {
        // When
        Cli.Result result = score("so good\n \nbad", "--json");

        // Then
        String model = "\"model\":{\"name\":\"tiny\",\"version\":\"1\"},\"scoredAt\":\"NOW\"}\n";
        assertThat(result.out().replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z", "NOW"))
                .isEqualTo("{\"id\":\"line-1\",\"label\":\"positive\",\"score\":0.761594,\"probability\":0.880797,"
                        + "\"confidence\":0.880797,\"tokens\":2,\"known\":0.5,\"truncated\":false,"
                        + model
                        + "{\"id\":\"line-2\",\"rejected\":\"EMPTY_TEXT\","
                        + "\"message\":\"the text holds no word, only blanks or punctuation\"}\n"
                        + "{\"id\":\"line-3\",\"label\":\"negative\",\"score\":-0.761594,\"probability\":0.119203,"
                        + "\"confidence\":0.880797,\"tokens\":1,\"known\":1.0,\"truncated\":false,"
                        + model);
    }

    @Test
    void shouldAnswerEveryLineOfALargeInputInItsOrder() {
        // Given
        String input = IntStream.range(0, 1_000)
                .mapToObj(line -> (line % 3 == 0 ? "good " : "bad ") + line + "\n")
                .collect(Collectors.joining());

        // When
        Cli.Result result = score(input);

        // Then
        assertThat(result.lines().stream()
                        .map(line -> line.replaceFirst(" .*  ", " "))
                        .toList())
                .isEqualTo(IntStream.range(0, 1_000)
                        .mapToObj(line -> line % 3 == 0 ? "positive good " + line : "negative bad " + line)
                        .toList());
    }

    @Test
    void shouldNumberTheLinesOfALargeInput() {
        // When
        Cli.Result result = score("good\n...\n".repeat(100), "--json");

        // Then
        assertThat(result.lines().stream()
                        .map(line -> line.substring(0, line.indexOf(',')))
                        .toList())
                .isEqualTo(IntStream.rangeClosed(1, 200)
                        .mapToObj(line -> "{\"id\":\"line-" + line + "\"")
                        .toList());
    }

    @Test
    void shouldFollowTheNeutralBandOfTheConfiguration() {
        // When
        Cli.Result result = score("", "--set", "neutral.band=0.8", "good", "great");

        // Then
        assertThat(result.lines().stream().map(line -> line.split(" ")[0]).toList())
                .containsExactly("neutral", "positive");
    }

    @Test
    void shouldSayHowProbableEachVerdictIs() throws IOException {
        // Given
        folder = TinyModel.writeWithNeutralTo(folder.resolve("neutral"));

        // When
        List<JsonNode> events = json(score("", "--json", "ok", "great", "ok bad"));

        // Then
        assertThat(events.stream().map(event -> event.get("label").asText()).toList())
                .containsExactly("neutral", "positive", "neutral");
        JsonNode mixed = events.get(2);
        double neutral = TinyModel.neutralProbability("ok", "bad");
        double positive = TinyModel.probability("bad");
        assertThat(mixed.at("/probabilities/negative").asDouble())
                .isEqualTo((1 - neutral) * (1 - positive), within(1e-6));
        assertThat(mixed.at("/probabilities/neutral").asDouble()).isEqualTo(neutral, within(1e-6));
        assertThat(mixed.at("/probabilities/positive").asDouble()).isEqualTo((1 - neutral) * positive, within(1e-6));
        assertThat(mixed.get("probability").asDouble()).isEqualTo(positive, within(1e-6));
        assertThat(mixed.get("score").asDouble()).isEqualTo((1 - neutral) * (2 * positive - 1), within(2e-6));
        assertThat(mixed.get("confidence")).isEqualTo(mixed.at("/probabilities/neutral"));
        assertThat(events.get(1).get("confidence")).isEqualTo(events.get(1).at("/probabilities/positive"));
    }

    @Test
    void shouldLetTheNeutralBandOverrideWhatTheModelHasLearned() throws IOException {
        // Given
        folder = TinyModel.writeWithNeutralTo(folder.resolve("neutral"));

        // When
        List<JsonNode> events = json(score("", "--json", "--set", "neutral.band=0.003", "ok", "great", "ok bad"));

        // Then
        // The model calls the last neutral, and its score of -0.005 lies beyond the band.
        assertThat(events.stream().map(event -> event.get("label").asText()).toList())
                .containsExactly("neutral", "positive", "negative");
        assertThat(events.get(2).get("confidence")).isEqualTo(events.get(2).at("/probabilities/negative"));
    }

    @Test
    void shouldReadPolarityAloneWithoutACalibrationOfNeutral() throws IOException {
        // Given
        folder = TinyModel.writeWithNeutralTo(folder.resolve("neutral"));
        editManifest(manifest -> manifest.remove("neutral"));

        // When
        List<JsonNode> events = json(score("", "--json", "ok bad"));

        // Then
        assertThat(events.get(0).get("label").asText()).isEqualTo("negative");
        assertThat(events.get(0).get("score").asDouble()).isEqualTo(2 * TinyModel.probability("bad") - 1, within(1e-6));
        assertThat(events.get(0).has("probabilities")).isFalse();
    }

    @Test
    void shouldRefuseAManifestThatPromisesAMissingOutput() throws IOException {
        // Given
        editManifest(manifest -> manifest.putObject("neutral")
                .put("method", "platt")
                .put("scale", 1)
                .put("offset", 0));

        // When
        Cli.Result result = score("", "good");

        // Then
        assertThat(result)
                .isEqualTo(new Cli.Result(
                        4,
                        "",
                        "undertone: the graph " + folder.resolve("model.onnx")
                                + " has no output 'neutral', which its manifest has a calibration for; copy the whole bundle"
                                + " again\n"));
    }

    @Test
    void shouldSayHowMuchOfATextTheModelKnows() throws IOException {
        // When
        List<JsonNode> events = json(score("", "--json", "good", "good 质量", "什么 都 不 认识"));

        // Then
        assertThat(events.stream().map(event -> event.get("known").asText()).toList())
                .containsExactly("1.0", "0.333333", "0.0");
    }

    @Test
    void shouldRejectWhatTheModelKnowsTooLittleOf() throws IOException {
        // When
        Cli.Result result = score("", "--json", "--set", "input.min.known=0.5", "so good", "what a good film", "好");

        // Then
        List<JsonNode> events = json(result);
        assertThat(events.get(0).get("label").asText()).isEqualTo("positive");
        assertThat(events.subList(1, 3).stream()
                        .map(event -> event.get("rejected").asText())
                        .toList())
                .containsExactly("UNKNOWN_LANGUAGE", "UNKNOWN_LANGUAGE");
        assertThat(events.get(1).get("message").asText())
                .isEqualTo(
                        "the model knows 1 of the text's 4 tokens, and at least a share of 0.5 is asked for; use a model of"
                                + " the text's language, or a lower input.min.known");
    }

    private void editManifest(Consumer<ObjectNode> change) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Path file = folder.resolve("manifest.json");
        ObjectNode manifest = (ObjectNode) json.readTree(file.toFile());
        change.accept(manifest);
        json.writeValue(file.toFile(), manifest);
    }

    private static List<JsonNode> json(Cli.Result result) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : result.lines()) {
            events.add(new ObjectMapper().readTree(line));
        }
        return events;
    }

    private Cli.Result score(String input, String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "score";
        all[1] = "--model";
        all[2] = folder.toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return Cli.launchWithInput(input.getBytes(StandardCharsets.UTF_8), all);
    }
}
