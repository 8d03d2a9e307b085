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
import org.junit.jupiter.params.provider.ValueSource;

class ModelBundleTest {
    static final ObjectMapper JSON = new ObjectMapper();

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

    static Arguments change(String name, String detail, Consumer<ObjectNode> change) {
        return argumentSet(name, change, detail);
    }

    static void assertRefused(Path folder, String message) {
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
