// SPDX-License-Identifier: Apache-2.0
package dev.undertone;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The packages of the product, and how a rule on them is checked. */
final class Layers {
    static final String ROOT = "dev.undertone";

    /** The packages in the order of the flow, each with those of ours that it may depend on. */
    static final Map<String, Set<String>> MAY_DEPEND_ON = new TreeMap<>(Map.ofEntries(
            layer("review"),
            layer("text"),
            layer("evaluate.behaviour", "review"),
            layer("report"),
            layer("evaluate", "review", "evaluate.behaviour", "report"),
            layer("model", "text", "evaluate"),
            layer("infer", "text", "model"),
            layer("batch"),
            layer("score", "review", "text", "model", "infer", "batch"),
            layer("event.shape", "review"),
            layer("event", "review", "event.shape"),
            layer("registry"),
            layer("kafka"),
            layer("deadletter", "review", "kafka"),
            layer("event.contract", "review", "deadletter"),
            layer("event.schema", "review", "event.shape", "event.contract", "event", "registry"),
            layer("stream.intake", "event"),
            layer("broker"),
            layer("http"),
            layer("serve", "review", "model", "score"),
            layer("http.score", "review", "text", "batch", "score", "event", "event.shape", "serve", "http"),
            layer("http.page", "review", "score", "event", "http"),
            layer("metrics", "review", "batch", "score", "http", "http.score", "serve", "trends"),
            layer("tracing", "review", "kafka"),
            layer("config", "batch", "event.shape", "kafka", "registry", "tracing"),
            layer(
                    "stream.outcome",
                    "review",
                    "event.shape",
                    "event.contract",
                    "event",
                    "kafka",
                    "deadletter",
                    "stream.intake"),
            layer(
                    "stream",
                    "review",
                    "text",
                    "batch",
                    "score",
                    "event",
                    "kafka",
                    "http",
                    "serve",
                    "config",
                    "registry",
                    "tracing",
                    "stream.intake",
                    "stream.outcome"),
            layer("trends", "review", "event", "kafka", "http", "config", "stream"),
            layer("trends.query", "http", "config", "trends"),
            layer("redrive", "kafka", "deadletter"),
            layer(
                    "service",
                    "review",
                    "score",
                    "event",
                    "event.shape",
                    "kafka",
                    "http",
                    "http.page",
                    "http.score",
                    "serve",
                    "metrics",
                    "config",
                    "registry",
                    "tracing",
                    "event.contract",
                    "event.schema",
                    "stream.outcome",
                    "stream",
                    "trends",
                    "trends.query"),
            layer("corpus.file", "review"),
            layer("corpus", "review", "corpus.file"),
            layer("encoder", "infer"),
            layer("ngram", "text", "corpus"),
            layer("train.plan", "model"),
            layer("train.data", "review", "text", "infer", "corpus", "train.plan"),
            layer("train.network", "text", "train.plan", "train.data"),
            layer("train.onnx", "ngram", "train.plan", "train.network"),
            layer(
                    "train.fit",
                    "text",
                    "evaluate",
                    "model",
                    "infer",
                    "corpus",
                    "encoder",
                    "ngram",
                    "train.plan",
                    "train.data",
                    "train.network",
                    "train.onnx"),
            layer(
                    "train.bundle",
                    "text",
                    "evaluate",
                    "model",
                    "infer",
                    "corpus",
                    "encoder",
                    "ngram",
                    "train.plan",
                    "train.data",
                    "train.network",
                    "train.onnx",
                    "train.fit"),
            layer("compare", "text", "evaluate", "infer", "corpus.file", "corpus", "train.plan", "train.fit"),
            layer("compare.report", "report", "evaluate", "train.plan", "compare"),
            layer(
                    "bench.alternative",
                    "review",
                    "text",
                    "model",
                    "infer",
                    "batch",
                    "score",
                    "event",
                    "event.shape",
                    "kafka",
                    "config",
                    "deadletter",
                    "stream.outcome",
                    "stream"),
            layer("bench.report", "report", "model"),
            layer(
                    "bench",
                    "review",
                    "text",
                    "model",
                    "infer",
                    "score",
                    "event",
                    "event.shape",
                    "kafka",
                    "config",
                    "bench.alternative",
                    "bench.report"),
            layer(
                    "cli.terminal",
                    "review",
                    "model",
                    "kafka",
                    "config",
                    "redrive",
                    "service",
                    "corpus.file",
                    "encoder",
                    "train.plan",
                    "bench.report"),
            layer("cli.redrive", "report", "kafka", "config", "deadletter", "redrive", "cli.terminal"),
            layer("cli.publish", "review", "event.shape", "kafka", "config", "corpus.file", "corpus", "cli.terminal"),
            layer("train.tune", "encoder", "train.plan", "train.data", "train.network", "train.fit"),
            layer(
                    "train",
                    "text",
                    "corpus",
                    "encoder",
                    "ngram",
                    "train.plan",
                    "train.data",
                    "train.network",
                    "train.onnx",
                    "train.fit",
                    "train.bundle",
                    "train.tune"),
            layer(
                    "cli.learn",
                    "review",
                    "text",
                    "evaluate.behaviour",
                    "report",
                    "evaluate",
                    "model",
                    "score",
                    "config",
                    "corpus.file",
                    "corpus",
                    "encoder",
                    "train.plan",
                    "train.data",
                    "train.fit",
                    "train.bundle",
                    "compare",
                    "compare.report",
                    "cli.terminal",
                    "train")));

    private Layers() {}

    static JavaClasses classes() {
        return Imported.CLASSES;
    }

    static void check(ArchRule rule) {
        rule.check(classes());
    }

    private static Map.Entry<String, Set<String>> layer(String name, String... mayDependOn) {
        return Map.entry(name, Set.of(mayDependOn));
    }

    private static final class Imported {
        static final JavaClasses CLASSES = read();

        private static JavaClasses read() {
            // The names of libraries' classes will do; to read them, libtorch's among them, takes seconds.
            ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter().importPath(Path.of("target", "classes"));
        }
    }
}
