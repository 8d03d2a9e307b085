// SPDX-License-Identifier: Apache-2.0
package dev.undertone.serve;

import dev.undertone.model.ModelBundle;
import dev.undertone.model.ModelManifest;
import dev.undertone.model.ModelRefusedException;
import dev.undertone.review.ModelId;
import dev.undertone.score.ExplainPolicy;
import dev.undertone.score.ReviewScorer;
import dev.undertone.score.Thresholds;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A folder whose bundle is in service, and is taken up again when another lies there: verified, loaded, warmed up,
 * and only then put in the place of the old one. What is refused leaves the old one in service. Owns the model in
 * service. Safe for use by many threads; reading a bundle takes some tenths of a second, and is none of a stream
 * thread's business.
 */
public final class ReloadableModel implements AutoCloseable {
    private final ModelRole role;
    private final Path folder;
    private final Thresholds thresholds;
    private final ExplainPolicy explain;
    private final LongSupplier nanoTime;
    private final ServedModel served;
    private ModelManifest manifest;
    private BundleFiles tried;
    private BundleFiles seen = BundleFiles.NONE;

    private ReloadableModel(
            ModelRole role,
            Path folder,
            Thresholds thresholds,
            ExplainPolicy explain,
            LongSupplier nanoTime,
            Loaded first,
            BundleFiles tried) {
        this.role = role;
        this.folder = folder;
        this.thresholds = thresholds;
        this.explain = explain;
        this.nanoTime = nanoTime;
        this.served = new ServedModel(first.scorer());
        this.manifest = first.manifest();
        this.tried = tried;
    }

    /**
     * Puts the bundle in {@code path} into service. What is said of it names the absolute path.
     *
     * @param thresholds for this bundle and those that follow it
     * @param nanoTime tells how long a warm-up takes
     * @throws ModelRefusedException if it must not be served
     */
    public static ReloadableModel open(ModelRole role, Path path, Thresholds thresholds, LongSupplier nanoTime) {
        return open(role, path, thresholds, ExplainPolicy.OFF, nanoTime);
    }

    /**
     * The same.
     *
     * @param explain what it and those that follow it say of why; one that cannot is refused
     */
    public static ReloadableModel open(
            ModelRole role, Path path, Thresholds thresholds, ExplainPolicy explain, LongSupplier nanoTime) {
        Path folder = path.toAbsolutePath();
        BundleFiles files = BundleFiles.of(folder);
        Loaded first = Loaded.of(ModelBundle.open(folder), thresholds, explain, nanoTime);
        return new ReloadableModel(role, folder, thresholds, explain, nanoTime, first, files);
    }

    /** What scores now. */
    public ServedModel served() {
        return served;
    }

    /** Reads the bundle again, and takes it up if it is another. */
    public synchronized Reload reload() {
        BundleFiles files = BundleFiles.of(folder);
        tried = files;
        try {
            ModelBundle bundle = ModelBundle.open(folder);
            // The manifest has the hash of every other file.
            if (bundle.manifest().equals(manifest)) {
                return report(ReloadResult.UNCHANGED, Optional.empty());
            }
            Loaded next = Loaded.of(bundle, thresholds, explain, nanoTime);
            // The graph was read after it was verified: between the two the folder may have changed hands.
            if (!BundleFiles.of(folder).equals(files)) {
                next.scorer().close();
                throw new ModelRefusedException(
                        "the model bundle " + folder + " changed while it was read; try again once it is copied");
            }
            served.replaceBy(next.scorer());
            manifest = next.manifest();
            return report(ReloadResult.SWAPPED, Optional.empty());
        } catch (ModelRefusedException e) {
            return report(ReloadResult.REFUSED, Optional.of(e.getMessage()));
        } catch (RuntimeException | OutOfMemoryError e) {
            return report(ReloadResult.REFUSED, Optional.of("the model bundle " + folder + " cannot be loaded: " + e));
        }
    }

    /**
     * Looks at the folder, and reads the bundle again if it has changed since it was last read and not since the last
     * look: what is just being copied is left alone. A refused bundle is not read again until it changes.
     */
    public synchronized Optional<Reload> look() {
        BundleFiles now = BundleFiles.of(folder);
        boolean rests = now.equals(seen);
        seen = now;
        return rests && !now.equals(tried) ? Optional.of(reload()) : Optional.empty();
    }

    /** Takes the model out of service; it closes as soon as nobody scores with it. */
    @Override
    public void close() {
        served.close();
    }

    private Reload report(ReloadResult result, Optional<String> refusal) {
        return new Reload(role, result, new ModelId(manifest.name(), manifest.version()), refusal);
    }

    /** A bundle found to be sound, with a scorer that has scored. */
    private record Loaded(ModelManifest manifest, ReviewScorer scorer) {
        static Loaded of(ModelBundle bundle, Thresholds thresholds, ExplainPolicy explain, LongSupplier nanoTime) {
            ReviewScorer scorer = ReviewScorer.open(bundle, thresholds, explain);
            try {
                scorer.warmUp(bundle.manifest().tokenLimit(), nanoTime);
            } catch (RuntimeException | Error e) {
                scorer.close();
                throw e;
            }
            return new Loaded(bundle.manifest(), scorer);
        }
    }
}
