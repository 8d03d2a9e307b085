// SPDX-License-Identifier: Apache-2.0
package dev.undertone.service;

import dev.undertone.config.ScorerConfig;
import dev.undertone.score.ExplainPolicy;
import dev.undertone.score.Thresholds;
import dev.undertone.serve.ModelRole;
import dev.undertone.serve.ReloadableModel;
import java.util.Optional;

/** The bundles that were found to be sound: the one to serve, and the one beside it where there is one. */
record LoadedModels(ReloadableModel served, Optional<ReloadableModel> beside) implements AutoCloseable {
    static LoadedModels open(ScorerConfig config) {
        LoadedModels alone = openServed(config);
        try {
            return new LoadedModels(
                    alone.served(),
                    // It gets what the first has scored, and is to say something of all of it.
                    config.modelShadowPath()
                            .map(path -> ReloadableModel.open(
                                    ModelRole.SHADOW,
                                    path,
                                    new Thresholds(config.neutralBand(), 0),
                                    System::nanoTime)));
        } catch (RuntimeException e) {
            alone.close();
            throw e;
        }
    }

    /** Without one beside it. */
    static LoadedModels openServed(ScorerConfig config) {
        return new LoadedModels(
                ReloadableModel.open(
                        ModelRole.SERVED,
                        config.modelPath(),
                        new Thresholds(config.neutralBand(), config.inputMinKnown()),
                        new ExplainPolicy(config.explainWords(), true, config.explainSentences()),
                        System::nanoTime),
                Optional.empty());
    }

    @Override
    public void close() {
        served.close();
        beside.ifPresent(ReloadableModel::close);
    }
}
