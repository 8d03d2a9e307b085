// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.undertone.config.ScorerConfig;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The objects in {@code config/kubernetes} are what Kubernetes takes, and fit the scorer and one another. */
class KubernetesTest {
    private static final Path FOLDER = Path.of("config", "kubernetes");

    /** Refuses fields that the types do not have; they would gather them for themselves. */
    private static final ObjectMapper STRICT = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .build();

    private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.of(
            "configmap.yaml", ConfigMap.class,
            "deployment.yaml", Deployment.class,
            "poddisruptionbudget.yaml", PodDisruptionBudget.class,
            "service.yaml", Service.class);

    private final Deployment deployment = read("deployment.yaml", Deployment.class);
    private final PodSpec pod = deployment.getSpec().getTemplate().getSpec();
    private final Container scorer = pod.getContainers().get(0);
    private final Map<String, String> environment =
            read("configmap.yaml", ConfigMap.class).getData();
    private final JsonNode scaledObject = Yaml.read("config", "kubernetes", "keda", "scaledobject.yaml");

    static List<Arguments> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .<Arguments>map(name -> argumentSet(name, name, TYPES.get(name)))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldHaveOnlyFieldsThatKubernetesKnows(String name, Class<? extends HasMetadata> type) {
        // When
        HasMetadata object = read(name, type);

        // Then
        assertThat(object.getKind()).isEqualTo(type.getSimpleName());
        assertThat(object.getApiVersion()).isEqualTo(HasMetadata.getApiVersion(type));
        assertThat(object.getMetadata().getName()).isEqualTo("undertone");
    }

    @Test
    void shouldNoticeAFieldThatKubernetesDoesNotKnow() throws IOException {
        // Given
        String misspelt =
                Files.readString(FOLDER.resolve("deployment.yaml")).replace("failureThreshold", "failureTreshold");

        // Then
        assertThatThrownBy(() -> STRICT.readValue(misspelt, Deployment.class))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining("failureTreshold");
    }

    @Test
    void shouldProbeTheThreeHealthPages() {
        assertThat(Stream.of(scorer.getStartupProbe(), scorer.getLivenessProbe(), scorer.getReadinessProbe())
                        .map(Probe::getHttpGet)
                        .map(get -> get.getPort().getStrVal() + get.getPath()))
                .containsExactly("http/health/started", "http/health/live", "http/health/ready");
    }

    @Test
    void shouldGiveTheContainerNoRights() {
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(scorer.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(scorer.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(scorer.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(scorer.getSecurityContext().getCapabilities().getAdd()).isEmpty();
    }

    @Test
    void shouldRunTheImageAsTheUserThatItIsMadeFor() throws IOException {
        assertThat(Files.readAllLines(Path.of("src", "main", "docker", "Dockerfile")))
                .contains("USER " + pod.getSecurityContext().getRunAsUser() + ":"
                        + pod.getSecurityContext().getRunAsGroup());
    }

    @Test
    void shouldWaitForACleanEnd() {
        assertThat(pod.getTerminationGracePeriodSeconds())
                .isGreaterThan(Configured.by(environment).shutdownTimeout().toSeconds());
    }

    @Test
    void shouldSelectTheScorerEverywhere() {
        // When
        Map<String, String> labels =
                deployment.getSpec().getTemplate().getMetadata().getLabels();

        // Then
        assertThat(deployment.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(read("service.yaml", Service.class).getSpec().getSelector()).isEqualTo(labels);
        assertThat(read("poddisruptionbudget.yaml", PodDisruptionBudget.class)
                        .getSpec()
                        .getSelector()
                        .getMatchLabels())
                .isEqualTo(labels);
    }

    @Test
    void shouldScaleTheScorerByItsOwnLag() {
        // Given
        ScorerConfig config = Configured.by(environment);

        // When
        JsonNode trigger = scaledObject.at("/spec/triggers/0/metadata");

        // Then
        assertThat(scaledObject.at("/spec/scaleTargetRef/name").asText())
                .isEqualTo(deployment.getMetadata().getName());
        assertThat(trigger.get("consumerGroup").asText()).isEqualTo(environment.get("UNDERTONE_APPLICATION_ID"));
        assertThat(trigger.get("topic").asText()).isEqualTo(config.inputTopic("KEDA watches one"));
        assertThat(trigger.get("bootstrapServers").asText()).isEqualTo(config.bootstrapServers());
    }

    /**
     * Kubernetes would set UNDERTONE_PORT and the like for a service of that name, and the scorer refuses keys it does
     * not know.
     */
    @Test
    void shouldKeepTheVariablesOfServicesAway() {
        assertThat(pod.getEnableServiceLinks()).isFalse();
    }

    @Test
    void shouldScaleToAsManyInstancesAsTheStackHasPartitions() {
        assertThat(scaledObject.at("/spec/maxReplicaCount").asText())
                .isEqualTo(Yaml.read("docker-compose.yml")
                        .at("/services/kafka/environment/KAFKA_NUM_PARTITIONS")
                        .asText());
    }

    private static <T> T read(String name, Class<T> type) {
        try {
            return STRICT.readValue(FOLDER.resolve(name).toFile(), type);
        } catch (IOException e) {
            throw new AssertionError(name + ": " + e.getMessage(), e);
        }
    }
}
