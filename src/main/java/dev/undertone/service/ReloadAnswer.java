// SPDX-License-Identifier: Apache-2.0
package dev.undertone.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undertone.config.ScorerConfig;
import dev.undertone.http.ActionAnswer;
import dev.undertone.serve.ModelRole;
import dev.undertone.serve.Reload;
import dev.undertone.serve.ReloadResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What whoever asked for a reload is told: of each model what became of its bundle, what is in service now, and why
 * if not.
 */
final class ReloadAnswer {
    private static final int OK = 200;
    private static final int CONFLICT = 409;

    private ReloadAnswer() {}

    /**
     * 409 where a bundle was refused. Folders go by the names of their keys: where they lie is nobody's business
     * over HTTP.
     */
    static ActionAnswer of(List<Reload> reloads, ScorerConfig config) {
        ObjectNode answer = new ObjectMapper().createObjectNode();
        for (Reload reload : reloads) {
            ObjectNode model = answer.putObject(reload.role() == ModelRole.SERVED ? "model" : "shadow")
                    .put("outcome", reload.result().name().toLowerCase(Locale.ROOT))
                    .put("name", reload.serving().name())
                    .put("version", reload.serving().version());
            reload.refusal().ifPresent(reason -> model.put("reason", withoutFolders(reason, config)));
        }
        boolean refused = reloads.stream().anyMatch(reload -> reload.result() == ReloadResult.REFUSED);
        return new ActionAnswer(refused ? CONFLICT : OK, answer + "\n");
    }

    private static String withoutFolders(String reason, ScorerConfig config) {
        String hidden = config.modelShadowPath()
                .map(shadow -> hide(reason, shadow, ScorerConfig.MODEL_SHADOW_PATH))
                .orElse(reason);
        return hide(hidden, config.modelPath(), ScorerConfig.MODEL_PATH);
    }

    private static String hide(String reason, Path folder, String key) {
        return reason.replace(folder.toAbsolutePath().toString(), key);
    }
}
