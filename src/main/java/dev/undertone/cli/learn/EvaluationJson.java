// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli.learn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undertone.evaluate.DataFigures;
import dev.undertone.evaluate.Footprint;
import dev.undertone.evaluate.ThreeWayFigures;
import dev.undertone.evaluate.behaviour.BehaviourFigures;
import dev.undertone.evaluate.behaviour.CaseVerdict;
import dev.undertone.model.ModelManifest;
import java.util.Optional;
import java.util.OptionalDouble;

/** The figures of {@code evaluate --json}: one object on one line. */
final class EvaluationJson {
    private static final int WORST_BINS = 3;

    private final ObjectMapper mapper = new ObjectMapper();
    private final ObjectNode root = mapper.createObjectNode();

    void model(ModelManifest manifest) {
        root.putObject("model").put("name", manifest.name()).put("version", manifest.version());
    }

    void data(String name, DataFigures figures) {
        root.put("data", name);
        root.setAll((ObjectNode) mapper.valueToTree(figures.evaluation()));
        figures.balancedAccuracy().ifPresent(balanced -> root.set("balancedAccuracy", mapper.valueToTree(balanced)));
        root.set("reliability", mapper.valueToTree(figures.reliability().bins()));
        root.set("worstBins", mapper.valueToTree(figures.reliability().worst(WORST_BINS)));
        root.set("neutralBands", mapper.valueToTree(figures.neutralBands()));
        root.set("lengths", mapper.valueToTree(figures.lengths()));
    }

    void threeWay(ThreeWayFigures figures) {
        ObjectNode threeWay = root.putObject("threeWay").put("n", figures.n());
        figures.learned().ifPresent(learned -> threeWay.set("learned", mapper.valueToTree(learned)));
        ObjectNode band =
                threeWay.putObject("bestBand").put("width", figures.bestBand().width());
        band.setAll((ObjectNode) mapper.valueToTree(figures.bestBand().evaluation()));
    }

    void behaviour(BehaviourFigures figures, boolean withFailures) {
        ObjectNode behaviour = root.putObject("behaviour");
        put(behaviour, figures.total());
        ArrayNode categories = behaviour.putArray("categories");
        figures.categories().forEach(category -> put(categories.addObject().put("name", category.name()), category));
        if (withFailures) {
            ArrayNode failures = behaviour.putArray("failures");
            figures.failures().forEach(result -> failure(failures.addObject(), result));
        }
    }

    void footprint(Footprint footprint) {
        root.put("bytes", footprint.bytes());
        put(root, "reviewsPerCoreSecond", footprint.reviewsPerCoreSecond());
    }

    String line() throws JsonProcessingException {
        return mapper.writeValueAsString(root);
    }

    private static void put(ObjectNode node, BehaviourFigures.Category category) {
        node.put("n", category.n()).put("passed", category.passed()).put("passRate", category.passRate());
    }

    private static void failure(ObjectNode node, BehaviourFigures.Result result) {
        node.put("category", result.test().category())
                .put("expected", result.test().expectation().text())
                .put("text", result.test().text());
        result.verdict().ifPresent(verdict -> node.put("label", verdict.label().text()));
        put(node, "score", result.verdict());
        result.test().partner().ifPresent(partner -> node.put("partner", partner));
        put(node, "partnerScore", result.partner());
    }

    private static void put(ObjectNode node, String name, Optional<CaseVerdict> verdict) {
        verdict.ifPresent(said -> node.put(name, said.score()));
    }

    private static void put(ObjectNode node, String name, OptionalDouble value) {
        value.ifPresent(number -> node.put(name, number));
    }
}
