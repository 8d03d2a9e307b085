// SPDX-License-Identifier: Apache-2.0
package dev.undertone;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package may know which. */
class ArchitectureTest {
    @Test
    void shouldHaveEveryPackageInTheTable() {
        // When
        Set<String> packages =
                Layers.classes().stream().map(ArchitectureTest::layerOf).collect(Collectors.toCollection(TreeSet::new));

        // Then
        Set<String> expected = new TreeSet<>(Layers.MAY_DEPEND_ON.keySet());
        expected.add("cli");
        assertThat(packages).isEqualTo(expected);
    }

    static Set<String> layers() {
        return Layers.MAY_DEPEND_ON.keySet();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void shouldDependOnItsOwnLayersOnly(String layer) {
        Set<String> allowed = Layers.MAY_DEPEND_ON.get(layer);
        Layers.check(noClasses()
                .that()
                .resideInAPackage(Layers.ROOT + "." + layer)
                .should()
                .dependOnClassesThat(ours(
                        "outside " + layer + " and " + allowed,
                        target -> !target.equals(layer) && !allowed.contains(target))));
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        Layers.check(slices().matching(Layers.ROOT + ".(**)").should().beFreeOfCycles());
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
        assertThat(said).isEqualTo(new TreeSet<>(Layers.MAY_DEPEND_ON.get(layer)));
    }

    @Test
    void shouldExplainEveryPackage() throws IOException {
        // When
        Set<String> unexplained = new TreeSet<>();
        for (JavaClass type : Layers.classes()) {
            Path info = source(layerOf(type)).resolve("package-info.java");
            if (!Files.exists(info) || !Files.readString(info).contains("<p>Start at {@link ")) {
                unexplained.add(type.getPackageName());
            }
        }

        // Then
        assertThat(unexplained).isEmpty();
    }

    @Test
    void shouldBeOpenToNoSubclassThatItDoesNotName() {
        Layers.check(classes()
                .that()
                .areTopLevelClasses()
                .should(be(
                        "final, a record, an enum, sealed or an interface",
                        type -> type.isInterface()
                                || type.isEnum()
                                || type.getModifiers().contains(JavaModifier.FINAL)
                                || type.reflect().isSealed())));
    }

    private static DescribedPredicate<JavaClass> ours(String description, Predicate<String> layerPredicate) {
        return describe(
                "ours " + description,
                type -> type.getPackageName().startsWith(Layers.ROOT) && layerPredicate.test(layerOf(type)));
    }

    private static ArchCondition<JavaClass> be(String description, Predicate<JavaClass> predicate) {
        return ArchCondition.from(describe(description, predicate)).as("be " + description);
    }

    private static String layerOf(JavaClass type) {
        return type.getPackageName().substring(Layers.ROOT.length() + 1);
    }

    private static Path source(String layer) {
        return Path.of("src", "main", "java", "dev", "undertone", layer.replace('.', '/'));
    }
}
