// SPDX-License-Identifier: Apache-2.0
package dev.undertone.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undertone.testing.TinyModel;
import dev.undertone.text.TokenIds;
import dev.undertone.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelBundleTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void writeBundle() {
        folder = TinyModel.writeTo(temporary.resolve("model"));
    }

    @Test
    void shouldOpenABundleInOrder() {
        // When
        ModelBundle bundle = ModelBundle.open(folder);

        // Then
        assertThat(bundle.manifest().name()).isEqualTo(TinyModel.NAME);
        assertThat(bundle.manifest().tokenLimit()).isEqualTo(TinyModel.TOKEN_LIMIT);
        assertThat(bundle.graph()).isEqualTo(folder.resolve("model.onnx"));
        assertThat(bundle.vocabulary()).isEqualTo(Vocabulary.of(List.of("awful", "bad", "good", "great")));
    }

    @Test
    void shouldEncodeWithItsVocabularyAndTokenLimit() {
        // When
        TokenIds ids = ModelBundle.open(folder).encoder().encode("so good ".repeat(9));

        // Then
        assertThat(ids.length()).isEqualTo(TinyModel.TOKEN_LIMIT);
        assertThat(ids.truncated()).isTrue();
        assertThat(List.of(ids.id(0), ids.id(1))).containsExactly(Vocabulary.UNKNOWN, 4);
    }

    @Test
    void shouldWriteTheManifestItRead() throws IOException {
        // Given
        String written = Files.readString(folder.resolve("manifest.json"));

        // When
        ModelBundle.writeManifest(folder, ModelBundle.open(folder).manifest());

        // Then
        assertThat(folder.resolve("manifest.json")).hasContent(written);
    }

    @Test
    void shouldKnowWhetherTheModelHasLearnedNeutral() throws IOException {
        // Given
        Path learned = TinyModel.writeWithNeutralTo(temporary.resolve("neutral"));
        String written = Files.readString(learned.resolve("manifest.json"));

        // When
        ModelManifest manifest = ModelBundle.open(learned).manifest();
        ModelBundle.writeManifest(learned, manifest);

        // Then
        assertThat(manifest.learnedNeutral()).contains(TinyModel.NEUTRAL);
        assertThat(learned.resolve("manifest.json")).hasContent(written);
        assertThat(ModelBundle.open(folder).manifest().learnedNeutral()).isEmpty();
        assertThat(Files.readString(folder.resolve("manifest.json"))).doesNotContain("neutral");
    }

    @Test
    void shouldRefuseAFolderThatIsNotThere() {
        assertRefused(
                temporary.resolve("nowhere"),
                "has no manifest.json; name the folder of a model bundle with model.path or --model");
    }

    @Test
    void shouldRefuseAFolderWithoutManifest() throws IOException {
        // Given
        Files.delete(folder.resolve("manifest.json"));

        // Then
        assertRefused(folder, "has no manifest.json; name the folder of a model bundle with model.path or --model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.onnx", "vocabulary.txt", "MODEL_CARD.md"})
    void shouldRefuseABundleThatLacksAFile(String file) throws IOException {
        // Given
        Files.delete(folder.resolve(file));

        // Then
        assertRefused(folder, "lacks the file " + file + "; copy the whole bundle again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.onnx", "vocabulary.txt", "MODEL_CARD.md"})
    void shouldRefuseAnAlteredFile(String file) throws IOException {
        // Given
        Files.writeString(folder.resolve(file), " ", StandardOpenOption.APPEND);

        // Then
        assertRefused(
                folder,
                "has a " + file
                        + " that is not the one its manifest.json names (SHA-256 differs); copy the whole bundle again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.onnx", "vocabulary.txt", "MODEL_CARD.md"})
    void shouldRefuseAManifestWithoutTheHashOfAFile(String file) throws IOException {
        // Given
        edit(manifest -> ((ObjectNode) manifest.get("files")).remove(file));

        // Then
        assertRefused(folder, "has a manifest.json without the hash of " + file);
    }

    @Test
    void shouldRefuseATokenizerOfAnotherName() throws IOException {
        // Given
        edit(manifest -> ((ObjectNode) manifest.get("tokenizer")).put("name", "undertone-0"));

        // Then
        assertRefused(
                folder,
                "was trained with tokenizer 'undertone-0' of another behaviour than this release's 'undertone-2';"
                        + " train it again with this release");
    }

    @Test
    void shouldRefuseATokenizerOfAnotherBehaviour() throws IOException {
        // Given
        edit(manifest -> ((ObjectNode) manifest.get("tokenizer")).put("fingerprint", "00"));

        // Then
        assertRefused(
                folder,
                "was trained with tokenizer 'undertone-2' of another behaviour than this release's 'undertone-2';"
                        + " train it again with this release");
    }

    @Test
    void shouldRefuseAVocabularyOfAnotherSizeThanTheEmbedding() throws IOException {
        // Given
        edit(manifest -> ((ObjectNode) manifest.get("architecture")).put("vocabulary", 7));

        // Then
        assertRefused(folder, "has 6 tokens in vocabulary.txt but 7 rows in its embedding; train it again");
    }

    @Test
    void shouldRefuseAVocabularyThatIsNone() throws IOException {
        // Given
        Files.writeString(folder.resolve("vocabulary.txt"), "<pad>\n<unk>\ngood\ngood\n");
        edit(manifest -> manifest.set("files", JSON.valueToTree(hashes())));

        // Then
        assertRefused(folder, "has a vocabulary.txt that cannot be used: token 'good' stands twice, as 2 and 3");
    }

    @ParameterizedTest
    @MethodSource
    void shouldRefuseAManifestThatIsNone(String json, String detail) throws IOException {
        // Given
        Files.writeString(folder.resolve("manifest.json"), json);

        // Then
        assertThatThrownBy(() -> ModelBundle.open(folder))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageStartingWith(
                        "the model bundle " + folder + " has a manifest.json that cannot be read: " + detail);
    }

    static List<Arguments> shouldRefuseAManifestThatIsNone() {
        return List.of(
                argumentSet("empty", "", "No content to map"),
                argumentSet("cut short", "{\"formatVersion\": 1,", "Unexpected end-of-input"),
                argumentSet("null", "null", "it holds nothing"),
                argumentSet("an array", "[]", "Cannot deserialize"),
                argumentSet("no JSON", "formatVersion=1", "Unrecognized token"));
    }

    @ParameterizedTest
    @MethodSource
    void shouldRefuseAManifestThatSaysWhatCannotBe(Consumer<ObjectNode> change, String detail) throws IOException {
        // Given
        edit(change);

        // Then
        assertRefused(folder, "has a manifest.json that cannot be read: " + detail);
    }

    static List<Arguments> shouldRefuseAManifestThatSaysWhatCannotBe() {
        return List.of(
                change(
                        "another format",
                        "formatVersion is 2, this release reads 1",
                        manifest -> manifest.put("formatVersion", 2)),
                change(
                        "no format",
                        "formatVersion is 0, this release reads 1",
                        manifest -> manifest.remove("formatVersion")),
                change(
                        "labels the other way round",
                        "labels must be [negative, positive], not [positive, negative]",
                        manifest -> manifest.putArray("labels").add("positive").add("negative")),
                change(
                        "no labels",
                        "labels must be [negative, positive], not null",
                        manifest -> manifest.remove("labels")),
                change("no name", "name is missing", manifest -> manifest.remove("name")),
                change("no version", "version is missing", manifest -> manifest.remove("version")),
                change("no architecture", "architecture is missing", manifest -> manifest.remove("architecture")),
                change("no tokenizer", "tokenizer is missing", manifest -> manifest.remove("tokenizer")),
                change("no calibration", "calibration is missing", manifest -> manifest.remove("calibration")),
                change("no files", "files is missing", manifest -> manifest.remove("files")),
                change("no evaluation", "evaluation is missing", manifest -> manifest.remove("evaluation")),
                change(
                        "no token limit",
                        "tokenLimit must be at least 4, not 0",
                        manifest -> manifest.remove("tokenLimit")),
                change(
                        "another calibration",
                        "calibration.method must be 'platt', not 'isotonic'",
                        manifest -> ((ObjectNode) manifest.get("calibration")).put("method", "isotonic")),
                change(
                        "a calibration that turns verdicts round",
                        "calibration needs a positive scale and a finite offset, not -1.0 and 0.0",
                        manifest -> ((ObjectNode) manifest.get("calibration")).put("scale", -1)),
                change(
                        "another calibration of neutral",
                        "neutral: calibration.method must be 'platt', not 'isotonic'",
                        manifest -> manifest.putObject("neutral")
                                .put("method", "isotonic")
                                .put("scale", 1)),
                change(
                        "a calibration of neutral that turns it round",
                        "neutral: calibration needs a positive scale and a finite offset, not 0.0 and 1.0",
                        manifest -> manifest.putObject("neutral")
                                .put("method", "platt")
                                .put("scale", 0)
                                .put("offset", 1)),
                change(
                        "an empty network",
                        "architecture holds a size below its minimum: 6, 1, 0, 0, 6",
                        manifest -> ((ObjectNode) manifest.get("architecture")).put("hidden", 0)),
                change(
                        "no data",
                        "training.data is missing",
                        manifest -> ((ObjectNode) manifest.get("training")).remove("data")));
    }

    @Test
    void shouldRefuseAFieldItDoesNotKnow() throws IOException {
        // Given
        edit(manifest -> manifest.put("temperature", 1));

        // Then
        assertThatThrownBy(() -> ModelBundle.open(folder))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageStartingWith("the model bundle " + folder
                        + " has a manifest.json that cannot be read: Unrecognized field \"temperature\"");
    }

    private static Arguments change(String name, String detail, Consumer<ObjectNode> change) {
        return argumentSet(name, change, detail);
    }

    private static void assertRefused(Path folder, String message) {
        assertThatThrownBy(() -> ModelBundle.open(folder))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessage("the model bundle " + folder + " " + message);
    }

    private void edit(Consumer<ObjectNode> change) throws IOException {
        Path file = folder.resolve("manifest.json");
        ObjectNode manifest = (ObjectNode) JSON.readTree(file.toFile());
        change.accept(manifest);
        JSON.writeValue(file.toFile(), manifest);
    }

    private Map<String, String> hashes() {
        try {
            return ModelBundle.hashes(folder);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
