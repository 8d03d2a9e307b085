// SPDX-License-Identifier: Apache-2.0
package dev.undertone;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package may know which, and who alone sees a library. */
class ArchitectureTest {
    private static final String ROOT = "dev.undertone";

    /** The packages in the order of the flow, each with those of ours that it may depend on. */
    private static final Map<String, Set<String>> MAY_DEPEND_ON = new TreeMap<>(Map.ofEntries(
            layer("review"),
            layer("text"),
            layer("evaluate.behaviour", "review"),
            layer("report"),
            layer("evaluate", "review", "evaluate.behaviour", "report"),
            layer("model", "text", "evaluate"),
            layer("infer", "text", "model"),
            layer("batch"),
            layer("score", "review", "text", "model", "infer", "batch"),
            layer("event", "review"),
            layer("kafka"),
            layer("broker"),
            layer("http"),
            layer("serve", "review", "model", "score"),
            layer("metrics", "review", "batch", "score", "http", "serve"),
            layer("config", "batch", "event", "kafka"),
            layer("deadletter", "review", "kafka"),
            layer("stream", "review", "text", "batch", "score", "event", "kafka", "http", "serve", "deadletter"),
            layer("redrive", "kafka", "deadletter"),
            layer("service", "review", "score", "event", "kafka", "http", "serve", "metrics", "config", "stream"),
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
            layer("train.tune", "encoder", "train.plan", "train.data", "train.network", "train.fit"),
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
                    "train.tune",
                    "train.bundle"),
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
                    "kafka",
                    "config",
                    "deadletter",
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
            layer("cli.publish", "review", "event", "kafka", "config", "corpus.file", "corpus", "cli.terminal"),
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
                    "train",
                    "compare",
                    "compare.report",
                    "cli.terminal")));

    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        // The names of libraries' classes will do; to read them, libtorch's among them, takes seconds.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        classes = new ClassFileImporter().importPath(Path.of("target", "classes"));
    }

    @Test
    void shouldHaveEveryPackageInTheTable() {
        // When
        Set<String> packages =
                classes.stream().map(ArchitectureTest::layerOf).collect(Collectors.toCollection(TreeSet::new));

        // Then
        Set<String> expected = new TreeSet<>(MAY_DEPEND_ON.keySet());
        expected.add("cli");
        assertThat(packages).isEqualTo(expected);
    }

    static Set<String> layers() {
        return MAY_DEPEND_ON.keySet();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void shouldDependOnItsOwnLayersOnly(String layer) {
        Set<String> allowed = MAY_DEPEND_ON.get(layer);
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + "." + layer)
                .should()
                .dependOnClassesThat(ours(
                        "outside " + layer + " and " + allowed,
                        target -> !target.equals(layer) && !allowed.contains(target))));
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        check(slices().matching(ROOT + ".(**)").should().beFreeOfCycles());
    }

    @ParameterizedTest
    @MethodSource("layers")
    void shouldSayInItsPackageInfoWhatItDependsOn(String layer) throws IOException {
        // Given
        String text =
                Files.readString(source(layer).resolve("package-info.java")).replaceAll("\\s*\\n \\* ?", " ");
        Matcher sentence = Pattern.compile("Depends on(.*?)[.;]( |/|$)").matcher(text);

        // When
        Set<String> said = new TreeSet<>();
        if (sentence.find()) {
            Matcher names = Pattern.compile("\\{@code ([\\w.]+)}").matcher(sentence.group(1));
            while (names.find()) {
                said.add(names.group(1));
            }
        }

        // Then
        assertThat(said).isEqualTo(new TreeSet<>(MAY_DEPEND_ON.get(layer)));
    }

    @Test
    void shouldExplainEveryPackage() throws IOException {
        // When
        Set<String> unexplained = new TreeSet<>();
        for (JavaClass type : classes) {
            Path info = source(layerOf(type)).resolve("package-info.java");
            if (!Files.exists(info) || !Files.readString(info).contains("<p>Start at {@link ")) {
                unexplained.add(type.getPackageName());
            }
        }

        // Then
        assertThat(unexplained).isEmpty();
    }

    @Test
    void shouldSeeOnnxRuntimeInInferOnly() {
        checkOnlyIn("ai.onnxruntime..", "infer", "encoder");
    }

    @Test
    void shouldSeeLibtorchAndOnnxProtobufInTrainOnly() {
        checkOnlyIn("org.bytedeco..", "train.network", "train.fit", "train.tune");
        checkOnlyIn("ai.onnx.proto..", "train.onnx", "train.tune", "train.bundle");
        checkOnlyIn("com.google.protobuf..", "train.tune", "train.onnx", "train.bundle");
    }

    @Test
    void shouldSeeTheLibrariesOfAlternativesInThemOnly() {
        checkOnlyIn("io.confluent..", "bench.alternative");
        checkOnlyIn("ai.djl..", "bench.alternative", "encoder");
        checkOnlyIn(ROOT + ".bench.alternative..", "bench", "cli");
    }

    @Test
    void shouldSeeKafkasServerInBrokerOnly() {
        checkOnlyIn("kafka..", "broker");
        checkOnlyIn("org.apache.kafka.server..", "broker");
        checkOnlyIn("org.apache.kafka.metadata..", "broker");
    }

    @Test
    void shouldSeeKafkaInTheOuterLayersOnly() {
        // Micrometer's binder takes a KafkaStreams.
        checkOnlyIn(
                "org.apache.kafka..",
                "metrics",
                "kafka",
                "deadletter",
                "service",
                "stream",
                "broker",
                "redrive",
                "config",
                "cli",
                "bench");
    }

    @Test
    void shouldSeeKafkasInternalsInTwoClassesOnly() {
        check(noClasses()
                .that(describe(
                        "are not CommitHook or TaskScope",
                        type -> !Set.of("CommitHook", "TaskScope")
                                .contains(outermost(type).getSimpleName())))
                .should()
                .dependOnClassesThat(resideInAPackage("org.apache.kafka..internals..")
                        // Headers are public, and what holds them is not.
                        .and(describe(
                                "are not RecordHeaders",
                                type -> !type.getSimpleName().equals("RecordHeaders")))));
    }

    @Test
    void shouldSeeJacksonOnlyWhereJsonIsReadOrWrittenOrHandedOn() {
        checkOnlyIn(
                "com.fasterxml.jackson..",
                "event",
                "model",
                "corpus.file",
                "stream",
                "service",
                "train.fit",
                "compare",
                "bench",
                "cli");
    }

    @Test
    void shouldHandJsonOnInStreamWithoutReadingOrWritingIt() {
        check(noClasses()
                .that(resideIn("stream"))
                .should()
                .dependOnClassesThat(resideInAPackage("com.fasterxml.jackson..")
                        .and(describe(
                                "are not JsonNode",
                                type -> !type.getSimpleName().equals("JsonNode")))));
    }

    @Test
    void shouldSeeMicrometerInMetricsOnly() {
        checkOnlyIn("io.micrometer..", "metrics");
    }

    @Test
    void shouldKnowTheCommandLineInCliAndTheTrainerInCompareOnly() {
        checkOnlyIn("picocli..", "cli", "bench.alternative");
        checkOnlyIn("me.tongfei.progressbar..", "cli");
        checkOnlyIn(ROOT + ".train..", "cli", "train", "compare");
        checkOnlyIn(ROOT + ".cli..", "cli");
    }

    @Test
    void shouldTouchTheProcessWhereOneBeginsOnly() {
        check(noClasses()
                .that(resideOutside("cli", "bench"))
                .should(access(
                        "System.in, out, err or exit",
                        target -> isMember(target, System.class, "in", "out", "err", "exit")
                                || isMember(target, Runtime.class, "exit", "halt", "addShutdownHook"))));
    }

    @Test
    void shouldReadAClockWhereRecordsComeAndGoOnly() {
        check(noClasses()
                .that(resideOutside("stream", "kafka", "service", "cli", "bench"))
                .should(access(
                        "a clock",
                        target -> isMember(target, System.class, "nanoTime", "currentTimeMillis")
                                || (target.getTarget()
                                                .getOwner()
                                                .getPackageName()
                                                .equals("java.time")
                                        && (target.getTarget().getName().equals("now")
                                                || target.getTarget()
                                                        .getOwner()
                                                        .getSimpleName()
                                                        .equals("Clock"))))));
    }

    @Test
    void shouldBeOpenToNoSubclassThatItDoesNotName() {
        check(classes()
                .that()
                .areTopLevelClasses()
                .should(be(
                        "final, a record, an enum, sealed or an interface",
                        type -> type.isInterface()
                                || type.isEnum()
                                || type.getModifiers().contains(JavaModifier.FINAL)
                                || type.reflect().isSealed())));
    }

    private static Map.Entry<String, Set<String>> layer(String name, String... mayDependOn) {
        return Map.entry(name, Set.of(mayDependOn));
    }

    private static void check(ArchRule rule) {
        rule.check(classes);
    }

    private static void checkOnlyIn(String library, String... layers) {
        check(noClasses().that(resideOutside(layers)).should().dependOnClassesThat(resideInAPackage(library)));
        // A rule about a library that nobody uses says nothing.
        check(classes()
                .that()
                .resideInAPackage(ROOT + "..")
                .should(new ArchCondition<>("be used somewhere: " + library) {
                    private boolean used;

                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        used |= type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(
                                        dependency -> resideInAPackage(library).test(dependency.getTargetClass()));
                    }

                    @Override
                    public void finish(ConditionEvents events) {
                        events.add(new SimpleConditionEvent(library, used, library + " is used nowhere"));
                    }
                }));
    }

    private static DescribedPredicate<JavaClass> resideIn(String layer) {
        return resideInAPackage(ROOT + "." + layer + "..");
    }

    private static DescribedPredicate<JavaClass> resideOutside(String... layers) {
        return DescribedPredicate.not(resideInAnyPackage(
                Arrays.stream(layers).map(layer -> ROOT + "." + layer + "..").toArray(String[]::new)));
    }

    private static DescribedPredicate<JavaClass> ours(String description, Predicate<String> layerPredicate) {
        return describe(
                "ours " + description,
                type -> type.getPackageName().startsWith(ROOT) && layerPredicate.test(layerOf(type)));
    }

    private static ArchCondition<JavaClass> access(String description, Predicate<JavaAccess<?>> predicate) {
        return accessTargetWhere(describe(description, predicate));
    }

    private static ArchCondition<JavaClass> be(String description, Predicate<JavaClass> predicate) {
        return ArchCondition.from(describe(description, predicate)).as("be " + description);
    }

    private static boolean isMember(JavaAccess<?> access, Class<?> owner, String... names) {
        return access.getTarget().getOwner().isEquivalentTo(owner)
                && Stream.of(names).anyMatch(access.getTarget().getName()::equals);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    private static String layerOf(JavaClass type) {
        return type.getPackageName().substring(ROOT.length() + 1);
    }

    private static Path source(String layer) {
        return Path.of("src", "main", "java", "dev", "undertone", layer.replace('.', '/'));
    }
}
