// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.undertone.config.ScorerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The services of {@code docker-compose.yml} find each other. */
class ComposeTest {
    private final JsonNode services = Yaml.read("docker-compose.yml").get("services");
    private final JsonNode scorer = services.get("scorer");
    private final JsonNode kafka = services.get("kafka");

    @Test
    void shouldLetTheScorerBeScaled() {
        // Then: either would be there once.
        assertThat(scorer.has("container_name")).isFalse();
        assertThat(scorer.has("ports")).isFalse();
    }

    @Test
    void shouldLetTheScorerWriteNothingButItsTemporaryFolder() {
        assertThat(scorer.get("read_only").asBoolean()).isTrue();
        assertThat(scorer.has("volumes")).isFalse();
        assertThat(Yaml.texts(scorer.get("cap_drop"))).containsExactly("ALL");
        // Kafka's clients load zstd and snappy from there.
        assertThat(Yaml.texts(scorer.get("tmpfs"))).singleElement().asString().startsWith("/tmp:exec,");
    }

    @Test
    void shouldWaitForACleanEnd() {
        assertThat(Duration.parse("PT" + scorer.get("stop_grace_period").asText()))
                .isGreaterThan(config().shutdownTimeout());
    }

    @Test
    void shouldAdvertiseTheBrokerToContainersAndToThisMachine() {
        // When
        List<String> advertised = List.of(
                kafka.at("/environment/KAFKA_ADVERTISED_LISTENERS").asText().split(","));

        // Then
        String forContainers = config().bootstrapServers();
        assertThat(advertised).containsExactlyInAnyOrder("HOST://localhost:9092", "CONTAINERS://" + forContainers);
        assertThat(Yaml.texts(kafka.get("ports"))).containsExactly("127.0.0.1:9092:9092");
    }

    @Test
    void shouldLetPrometheusFindEveryScorer() {
        // When
        JsonNode discovery =
                Yaml.read("config", "prometheus", "prometheus.yml").at("/scrape_configs/0/dns_sd_configs/0");

        // Then
        assertThat(Yaml.texts(discovery.get("names"))).containsExactly("scorer");
        assertThat(discovery.get("port").asText())
                .isEqualTo(scorer.at("/expose/0").asText());
    }

    @Test
    void shouldLetGrafanaFindPrometheusAndTheDashboard() {
        // Given
        JsonNode source = Yaml.read("config", "grafana", "provisioning", "datasources", "prometheus.yml");
        JsonNode provider = Yaml.read("config", "grafana", "provisioning", "dashboards", "undertone.yml");

        // Then
        assertThat(source.at("/datasources/0/url").asText()).isEqualTo("http://prometheus:9090");
        String dashboards = provider.at("/providers/0/options/path").asText();
        assertThat(Yaml.texts(services.at("/grafana/volumes")))
                .contains("./config/grafana/dashboards:" + dashboards + ":ro");
        assertThat(services.at("/grafana/environment/GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH")
                        .asText())
                .isEqualTo(dashboards + "/undertone.json");
    }

    @Test
    void shouldMountOnlyFilesThatAreThere() {
        for (JsonNode service : services) {
            Yaml.texts(service.path("volumes")).stream()
                    .filter(volume -> volume.startsWith("./"))
                    .forEach(volume -> assertThat(Path.of(volume.split(":")[0])).isDirectory());
        }
    }

    @Test
    void shouldPinEveryImageThatIsNotBuiltHere() throws Exception {
        for (Map.Entry<String, JsonNode> service : services.properties()) {
            if (!service.getValue().has("build")) {
                assertThat(service.getValue().get("image").asText()).matches("[\\w/]+:v?\\d+\\.\\d+\\.\\d+");
            }
        }
        assertThat(Files.readString(Path.of("src", "main", "docker", "Dockerfile")))
                .containsPattern("(?m)^ARG JRE=[\\w-]+:\\d+\\.\\d+\\.\\d+_\\d+-jre");
    }

    private ScorerConfig config() {
        Map<String, String> environment = new HashMap<>();
        scorer.get("environment")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        return Configured.by(environment);
    }
}
