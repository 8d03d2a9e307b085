// SPDX-License-Identifier: Apache-2.0
package dev.undertone.service;

import dev.undertone.serve.ModelMetrics;
import dev.undertone.serve.ModelReloader;
import dev.undertone.serve.ReloadableModel;
import dev.undertone.serve.ServedModel;
import dev.undertone.serve.ShadowScorer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The models at work: the one that is served, what compares it, and what takes up others. */
record ModelsAtWork(ServedModel served, Optional<ShadowScorer> shadow, ModelReloader reloads) implements AutoCloseable {
    static ModelsAtWork start(LoadedModels loaded, ModelMetrics metrics) {
        List<ReloadableModel> folders = Stream.concat(Stream.of(loaded.served()), loaded.beside().stream())
                .toList();
        ServedModel served = loaded.served().served();
        return new ModelsAtWork(
                served,
                loaded.beside().map(beside -> ShadowScorer.start(beside.served(), metrics, served.id())),
                new ModelReloader(folders, metrics));
    }

    @Override
    public void close() {
        shadow.ifPresent(ShadowScorer::close);
        reloads.close();
    }
}
