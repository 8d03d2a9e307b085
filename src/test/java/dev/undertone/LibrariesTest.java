// SPDX-License-Identifier: Apache-2.0
package dev.undertone;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who alone sees a library, or the process. */
class LibrariesTest {
    @Test
    void shouldSeeOnnxRuntimeInInferOnly() {
        checkOnlyIn("ai.onnxruntime..", "infer", "encoder");
    }

    @Test
    void shouldSeeLibtorchAndOnnxProtobufInTrainOnly() {
        checkOnlyIn("org.bytedeco..", "train.network", "train.fit", "train.tune");
        checkOnlyIn("ai.onnx.proto..", "train.onnx", "train.tune", "train.bundle");
        checkOnlyIn("com.google.protobuf..", "train.onnx", "train.tune", "train.bundle");
    }

    @Test
    void shouldSeeTheLibrariesOfAlternativesInThemOnly() {
        checkOnlyIn("io.confluent..", "bench.alternative");
        checkOnlyIn("ai.djl..", "bench.alternative", "encoder");
        checkOnlyIn(Layers.ROOT + ".bench.alternative..", "bench", "cli");
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
                "tracing",
                "deadletter",
                "service",
                "stream",
                "trends",
                "broker",
                "redrive",
                "config",
                "cli",
                "bench");
    }

    @Test
    void shouldSeeKafkasInternalsInTwoClassesOnly() {
        Layers.check(noClasses()
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
                "registry",
                "http",
                "model",
                "corpus.file",
                "stream",
                "trends",
                "service",
                "train.fit",
                "compare",
                "bench",
                "cli");
    }

    @Test
    void shouldHandJsonOnInStreamWithoutReadingOrWritingIt() {
        Layers.check(noClasses()
                .that(resideIn("stream"))
                .should()
                .dependOnClassesThat(resideInAPackage("com.fasterxml.jackson..")
                        .and(describe(
                                "are not JsonNode",
                                type -> !type.getSimpleName().equals("JsonNode")))));
    }

    @Test
    void shouldSeeAvroWhereItIsReadAndWrittenOnly() {
        checkOnlyIn("org.apache.avro..", "event.schema", "bench");
    }

    @Test
    void shouldSeeOpenTelemetryInTracingOnly() {
        checkOnlyIn("io.opentelemetry..", "tracing");
    }

    @Test
    void shouldSeeMicrometerInMetricsOnly() {
        checkOnlyIn("io.micrometer..", "metrics");
    }

    @Test
    void shouldKnowTheCommandLineInCliAndTheTrainerInCompareOnly() {
        checkOnlyIn("picocli..", "cli", "bench.alternative");
        checkOnlyIn("me.tongfei.progressbar..", "cli");
        checkOnlyIn(Layers.ROOT + ".train..", "cli", "train", "compare");
        checkOnlyIn(Layers.ROOT + ".cli..", "cli");
    }

    @Test
    void shouldTouchTheProcessWhereOneBeginsOnly() {
        Layers.check(noClasses()
                .that(resideOutside("cli", "bench"))
                .should(access(
                        "System.in, out, err or exit",
                        target -> isMember(target, System.class, "in", "out", "err", "exit")
                                || isMember(target, Runtime.class, "exit", "halt", "addShutdownHook"))));
    }

    @Test
    void shouldReadAClockWhereRecordsComeAndGoOnly() {
        Layers.check(noClasses()
                .that(resideOutside("stream", "kafka", "http", "service", "cli", "bench"))
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

    private static void checkOnlyIn(String library, String... layers) {
        Layers.check(noClasses().that(resideOutside(layers)).should().dependOnClassesThat(resideInAPackage(library)));
        // A rule about a library that nobody uses says nothing.
        Layers.check(classes()
                .that()
                .resideInAPackage(Layers.ROOT + "..")
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
        return resideInAPackage(Layers.ROOT + "." + layer + "..");
    }

    private static DescribedPredicate<JavaClass> resideOutside(String... layers) {
        return DescribedPredicate.not(resideInAnyPackage(Arrays.stream(layers)
                .map(layer -> Layers.ROOT + "." + layer + "..")
                .toArray(String[]::new)));
    }

    private static ArchCondition<JavaClass> access(String description, Predicate<JavaAccess<?>> predicate) {
        return accessTargetWhere(describe(description, predicate));
    }

    private static boolean isMember(JavaAccess<?> access, Class<?> owner, String... names) {
        return access.getTarget().getOwner().isEquivalentTo(owner)
                && Stream.of(names).anyMatch(access.getTarget().getName()::equals);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(LibrariesTest::outermost).orElse(type);
    }
}
