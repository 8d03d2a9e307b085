// SPDX-License-Identifier: Apache-2.0
package dev.undertone.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.model.ModelBundle;
import dev.undertone.model.ModelRefusedException;
import dev.undertone.score.ExplainPolicy;
import dev.undertone.score.Thresholds;
import dev.undertone.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ReloadableModelTest {
    @TempDir
    private Path base;

    private Path path;
    private ReloadableModel folder;

    @BeforeEach
    void open() {
        path = TinyModel.writeTo(base.resolve("model"));
        folder = ReloadableModel.open(ModelRole.SERVED, path, Thresholds.NONE, System::nanoTime);
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void shouldTakeUpAnotherBundle() {
        // Given
        TinyModel.writeContraryTo(path, "2");

        // When
        Reload reload = folder.reload();

        // Then
        assertThat(reload.result()).isEqualTo(ReloadResult.SWAPPED);
        assertThat(reload.serving()).hasToString("tiny 2");
        assertThat(folder.served().id()).hasToString("tiny 2");
    }

    @Test
    void shouldKeepTheModelOfABundleThatIsTheSame() {
        // Given
        TinyModel.writeTo(path);

        // When
        Reload reload = folder.reload();

        // Then
        assertThat(reload.result()).isEqualTo(ReloadResult.UNCHANGED);
    }

    @Test
    void shouldRefuseABundleThatIsNotSoundAndKeepTheOldModel() throws IOException {
        // Given
        TinyModel.writeContraryTo(path, "2");
        Files.writeString(path.resolve(ModelBundle.VOCABULARY), "tampered\n");

        // When
        Reload reload = folder.reload();

        // Then
        assertThat(reload.refusal())
                .contains("the model bundle " + path + " has a vocabulary.txt that is not the one its manifest.json"
                        + " names (SHA-256 differs); copy the whole bundle again");
        assertThat(reload.serving()).hasToString("tiny 1");
        assertThat(folder.served().id()).hasToString("tiny 1");
    }

    @Test
    void shouldSeeNothingNewInTheBundleItWasOpenedWith() {
        // When
        List<Reload> reloads = looks(3);

        // Then
        assertThat(reloads).isEmpty();
    }

    @Test
    void shouldLeaveABundleAloneUntilItRestsFromOneLookToTheNext() {
        // Given
        looks(2);
        TinyModel.writeContraryTo(path, "2");
        Optional<Reload> first = folder.look();
        TinyModel.writeContraryTo(path, "3");
        Optional<Reload> second = folder.look();

        // When
        Optional<Reload> third = folder.look();

        // Then
        assertThat(first).isEmpty();
        assertThat(second).isEmpty();
        assertThat(third).get().extracting(Reload::serving).hasToString("tiny 3");
    }

    @Test
    void shouldNeverTakeUpABundleThatIsHalfCopied() throws IOException {
        // Given
        Path next = TinyModel.writeContraryTo(base.resolve("next"), "2");
        List<Reload> reloads = new ArrayList<>();

        // When
        for (String name : List.of(ModelBundle.MANIFEST, ModelBundle.GRAPH, ModelBundle.CARD, ModelBundle.VOCABULARY)) {
            Files.copy(next.resolve(name), path.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            reloads.addAll(looks(3));
        }

        // Then
        assertThat(reloads)
                .extracting(Reload::result)
                .containsOnlyOnce(ReloadResult.SWAPPED)
                .endsWith(ReloadResult.SWAPPED)
                .contains(ReloadResult.REFUSED);
    }

    @Test
    void shouldRefuseABundleOnceUntilItChanges() throws IOException {
        // Given
        Files.delete(path.resolve(ModelBundle.GRAPH));

        // When
        List<Reload> reloads = looks(5);

        // Then
        assertThat(reloads).extracting(Reload::result).containsExactly(ReloadResult.REFUSED);
    }

    @Test
    void shouldNotTakeUpAgainWhatItWasToldToReload() {
        // Given
        TinyModel.writeContraryTo(path, "2");
        folder.reload();

        // When
        List<Reload> reloads = looks(3);

        // Then
        assertThat(reloads).isEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need rights there")
    void shouldFollowALinkThatIsTurnedToAnotherFolder() throws IOException {
        // Given
        Path one = TinyModel.writeTo(base.resolve("one"));
        Path two = TinyModel.writeContraryTo(base.resolve("two"), "2");
        Path link = Files.createSymbolicLink(base.resolve("current"), one);
        try (ReloadableModel linked = ReloadableModel.open(ModelRole.SERVED, link, Thresholds.NONE, System::nanoTime)) {
            linked.look();
            Path turned = Files.createSymbolicLink(base.resolve("next"), two);
            Files.move(turned, link, StandardCopyOption.ATOMIC_MOVE);

            // When
            linked.look();
            Optional<Reload> reload = linked.look();

            // Then
            assertThat(reload).get().extracting(Reload::serving).hasToString("tiny 2");
        }
    }

    @Test
    void shouldNotOpenABundleThatIsNotSound() {
        assertThatThrownBy(() -> ReloadableModel.open(
                        ModelRole.SERVED, base.resolve("nowhere"), Thresholds.NONE, System::nanoTime))
                .isInstanceOf(ModelRefusedException.class);
    }

    private List<Reload> looks(int times) {
        List<Reload> reloads = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            folder.look().ifPresent(reloads::add);
        }
        return reloads;
    }

    @Test
    void shouldKeepTheModelThatExplainsWhereTheNextCannot(@TempDir Path explaining) {
        // Given
        Path bundle = TinyModel.writeExplainingTo(explaining.resolve("bundle"));
        try (ReloadableModel model = ReloadableModel.open(
                ModelRole.SERVED, bundle, Thresholds.NONE, new ExplainPolicy(5, true, false), System::nanoTime)) {
            TinyModel.writeContraryTo(bundle, "2");

            // When
            Reload reload = model.reload();

            // Then
            assertThat(reload.result()).isEqualTo(ReloadResult.REFUSED);
            assertThat(reload.refusal().orElseThrow()).contains("cannot say what its words contribute");
            assertThat(model.served().id().version()).isEqualTo(TinyModel.VERSION);
        }
    }
}
