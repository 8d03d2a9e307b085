// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undertone.bench.report.BenchFigures.Mean;
import dev.undertone.model.ModelManifest;
import java.util.function.ToDoubleFunction;

/** The figures as one JSON object; {@code alternatives} is keyed by name. */
final class BenchJson {
    private final BenchPlan plan;
    private final ModelManifest model;
    private final BenchFigures figures;

    BenchJson(BenchPlan plan, ModelManifest model, BenchFigures figures) {
        this.plan = plan;
        this.model = model;
        this.figures = figures;
    }

    String text() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("model", model.name()).put("modelVersion", model.version());
        root.put("reviews", plan.reviews()).put("events", plan.eventsName());
        root.put("partitions", plan.partitions())
                .put("instances", plan.instances())
                .put("rounds", plan.rounds());
        root.put("processors", Runtime.getRuntime().availableProcessors());
        put(root, "ceilingPerCore", figures.ceilingPerCore());
        ObjectNode partSizes = root.putObject("ceilingByPartSize");
        figures.partSizes().forEach((size, rate) -> partSizes.put(size.toString(), round(rate)));
        figures.service().ifPresent(service -> {
            put(
                    root,
                    "servicePerCore",
                    figures.mean(service, run -> run.throughput().perCore()));
            put(root, "ratio", figures.mean(service, BenchRun::share));
            describe(root.putObject("service"), service);
            figures.last(service)
                    .throughput()
                    .samples()
                    .forEach(sample -> root.withArray("samples")
                            .addObject()
                            .put("seconds", round(sample.seconds()))
                            .put("scored", sample.scored())
                            .put("cpuSeconds", round(sample.cpuSeconds()))
                            .put("residentBytes", sample.residentBytes()));
        });
        ObjectNode alternatives = root.putObject("alternatives");
        figures.contenders().stream()
                .filter(contender -> !contender.isService())
                .forEach(contender -> describe(alternatives.putObject(contender.name()), contender));
        ObjectNode shares = root.putObject("cpuShares");
        CpuShares.of(figures).forEach((what, share) -> shares.put(what, round(share)));
        figures.batches().ifPresent(batches -> {
            ObjectNode node = root.putObject("batches");
            node.put("reviews", round(batches.reviewsPerBatch()))
                    .put("tokens", round(batches.tokensPerBatch()))
                    .put("padding", round(batches.padding()));
            batches.reasons().forEach(node.putObject("reasons")::put);
        });
        ObjectNode latencies = root.putObject("latency");
        figures.latencies()
                .forEach(latency -> latencies
                        .putObject(latency.guarantee())
                        .put("perSecond", round(latency.perSecond()))
                        .put("reviews", latency.reviews())
                        .put("p50Millis", latency.percentile(0.5))
                        .put("p95Millis", latency.percentile(0.95))
                        .put("p99Millis", latency.percentile(0.99)));
        try {
            return new ObjectMapper().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("figures can be written", e);
        }
    }

    private void describe(ObjectNode node, Contender contender) {
        put(node, "perCore", figures.mean(contender, run -> run.throughput().perCore()));
        put(node, "share", figures.mean(contender, BenchRun::share));
        put(node, "perSecond", figures.mean(contender, run -> run.throughput().perSecond()));
        node.put("seconds", round(of(contender, Throughput::seconds)));
        node.put("cores", round(of(contender, Throughput::cores)));
        node.put("firstScoreSeconds", round(of(contender, Throughput::firstAfter)));
        node.put("residentBytes", Math.round(of(contender, Throughput::residentBytes)));
        node.put("residentGrowth", round(of(contender, Throughput::residentGrowth)));
    }

    private double of(Contender contender, ToDoubleFunction<Throughput> figure) {
        return figures.mean(contender, run -> figure.applyAsDouble(run.throughput()))
                .value();
    }

    private static void put(ObjectNode node, String name, Mean mean) {
        node.put(name, round(mean.value()));
        node.put(name + "Spread", round(mean.spread()));
    }

    private static double round(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
