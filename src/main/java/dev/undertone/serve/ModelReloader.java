// SPDX-License-Identifier: Apache-2.0
package dev.undertone.serve;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads bundles again, when their folders change and when it is told to: one after the other, on a daemon thread of its
 * own, and tells the log and the metrics. Owns the folders. Safe for use by many threads.
 */
public final class ModelReloader implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ModelReloader.class);

    private final List<ReloadableModel> folders;
    private final ModelMetrics metrics;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "undertone-models");
        daemon.setDaemon(true);
        return daemon;
    });

    public ModelReloader(List<ReloadableModel> folders, ModelMetrics metrics) {
        this.folders = List.copyOf(folders);
        this.metrics = metrics;
    }

    /** Begins to look at the folders; a change is taken up with the look after the one that sees it. */
    public void lookEvery(Duration interval) {
        thread.scheduleWithFixedDelay(
                () -> folders.forEach(folder -> folder.look().ifPresent(this::tell)),
                0,
                interval.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /** Reads every bundle again. */
    public CompletableFuture<List<Reload>> reloadAll() {
        return CompletableFuture.supplyAsync(
                () -> {
                    List<Reload> reloads =
                            folders.stream().map(ReloadableModel::reload).toList();
                    reloads.forEach(this::tell);
                    return reloads;
                },
                thread);
    }

    /** Takes up nothing any more, and the models out of service. */
    @Override
    public void close() {
        thread.shutdownNow();
        folders.forEach(ReloadableModel::close);
    }

    private void tell(Reload reload) {
        metrics.reloaded(reload.role(), reload.result(), reload.serving());
        if (reload.result() == ReloadResult.SWAPPED) {
            LOGGER.atInfo()
                    .addKeyValue("role", reload.role())
                    .addKeyValue("model", reload.serving())
                    .log("Took up another model");
        } else if (reload.result() == ReloadResult.REFUSED) {
            LOGGER.atWarn()
                    .addKeyValue("role", reload.role())
                    .addKeyValue("reason", reload.refusal().orElseThrow())
                    .addKeyValue("serving", reload.serving())
                    .log("Refused a model bundle; the model in service goes on");
        }
    }
}
