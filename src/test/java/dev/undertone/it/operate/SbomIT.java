// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undertone.testing.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of what is inside the distribution is whole, and the same for every build of a commit. */
class SbomIT {
    /** Package URL of a jar: {@literal pkg:maven/GROUP/ARTIFACT@VERSION?classifier=CLASSIFIER&type=jar}. */
    private static final Pattern PURL = Pattern.compile("pkg:maven/[^/]+/([^@]+)@([^?]+)(?:\\?(.*))?");

    @Test
    void shouldNameEveryJarOfTheDistributionAndNoOther() throws IOException {
        // Given
        Set<String> jars = new TreeSet<>();
        for (Path libraries : Distribution.libraries()) {
            try (Stream<Path> files = Files.list(libraries)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".jar"))
                        .forEach(jars::add);
            }
        }

        // When
        JsonNode sbom = sbom();
        Set<String> named = new TreeSet<>();
        named.add(jar(sbom.at("/metadata/component")));
        sbom.get("components").forEach(component -> named.add(jar(component)));

        // Then
        assertThat(named).isEqualTo(jars);
    }

    @Test
    void shouldHoldNothingThatChangesFromBuildToBuild() throws IOException {
        // When
        JsonNode sbom = sbom();

        // Then
        assertThat(sbom.get("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(sbom.has("serialNumber")).isFalse();
        assertThat(sbom.at("/metadata/timestamp").asText("2026-11-23T00:00:00Z"))
                .isEqualTo("2026-11-23T00:00:00Z");
    }

    private static JsonNode sbom() throws IOException {
        return new ObjectMapper()
                .readTree(Distribution.HOME.resolve("sbom.json").toFile());
    }

    private static String jar(JsonNode component) {
        Matcher purl = PURL.matcher(component.get("purl").asText());
        assertThat(purl.matches()).as(component.get("purl").asText()).isTrue();
        String classifier = Stream.of((purl.group(3) == null ? "" : purl.group(3)).split("&"))
                .filter(qualifier -> qualifier.startsWith("classifier="))
                .map(qualifier -> "-" + qualifier.substring("classifier=".length()))
                .findFirst()
                .orElse("");
        return purl.group(1) + "-" + purl.group(2) + classifier + ".jar";
    }
}
