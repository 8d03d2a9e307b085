// SPDX-License-Identifier: Apache-2.0
package dev.undertone.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undertone.model.ModelBundle;
import dev.undertone.review.Outcome;
import dev.undertone.review.Scored;
import dev.undertone.score.ReviewScorer;
import dev.undertone.testing.ShippedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The models of a soak, all made from the one that is shipped: two sound ones whose scores differ, one for the shadow,
 * and some that must be refused.
 */
final class Bundles {
    private final Path folder;
    private final List<Path> sound;
    private final Path shadow;
    private final List<Path> broken;

    Bundles(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.sound = List.of(copy("even", 1), copy("odd", 0.5));
        this.shadow = copy("shadow", 0.8);
        Path halfAGraph = copy("half-a-graph", 1);
        byte[] graph = Files.readAllBytes(halfAGraph.resolve(ModelBundle.GRAPH));
        Files.write(halfAGraph.resolve(ModelBundle.GRAPH), Arrays.copyOf(graph, graph.length / 2));
        Path noVocabulary = copy("no-vocabulary", 1);
        Files.delete(noVocabulary.resolve(ModelBundle.VOCABULARY));
        Path noManifest = copy("no-manifest", 1);
        Files.writeString(noManifest.resolve(ModelBundle.MANIFEST), "{");
        this.broken = List.of(halfAGraph, noVocabulary, noManifest);
    }

    /** Two whose versions are the names of their folders. */
    List<Path> sound() {
        return sound;
    }

    Path shadow() {
        return shadow;
    }

    List<Path> broken() {
        return broken;
    }

    /** What each sound version must say of each text. */
    Map<String, List<Scored>> expected(List<String> texts) {
        Map<String, List<Scored>> expected = new HashMap<>();
        for (Path bundle : sound) {
            try (ReviewScorer scorer = ReviewScorer.open(ModelBundle.open(bundle), 0)) {
                List<Scored> scores = new ArrayList<>();
                for (String text : texts) {
                    Outcome outcome = scorer.score(List.of(scorer.encode(text))).get(0);
                    scores.add((Scored) outcome);
                }
                expected.put(scorer.model().version(), scores);
            }
        }
        return expected;
    }

    /**
     * The shipped model under another version.
     *
     * @param steepness a factor of the calibration's scale, so that scores tell their model
     */
    private Path copy(String version, double steepness) throws IOException {
        return ShippedModel.copyTo(folder.resolve(version), manifest -> {
            manifest.put("version", version);
            ObjectNode calibration = (ObjectNode) manifest.get("calibration");
            calibration.put("scale", steepness * calibration.get("scale").asDouble());
        });
    }
}
