// SPDX-License-Identifier: Apache-2.0
package dev.undertone.model;

import static dev.undertone.model.ModelBundleTest.JSON;
import static dev.undertone.model.ModelBundleTest.assertRefused;
import static dev.undertone.model.ModelBundleTest.change;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Manifests that are refused. */
class ModelManifestTest {
    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void writeBundle() {
        folder = TinyModel.writeTo(temporary.resolve("model"));
    }

    private void edit(Consumer<ObjectNode> change) throws IOException {
        Path file = folder.resolve("manifest.json");
        ObjectNode manifest = (ObjectNode) JSON.readTree(file.toFile());
        change.accept(manifest);
        JSON.writeValue(file.toFile(), manifest);
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
}
