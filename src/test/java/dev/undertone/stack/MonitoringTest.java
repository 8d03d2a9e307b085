// SPDX-License-Identifier: Apache-2.0
package dev.undertone.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard and the alerts ask for what the scorer shows. */
class MonitoringTest {
    private static final JsonNode DASHBOARD = Yaml.read("config", "grafana", "dashboards", "undertone.json");
    private static final JsonNode ALERTS = Yaml.read("config", "prometheus", "alerts.yml");
    private static final JsonNode SOURCES =
            Yaml.read("config", "grafana", "provisioning", "datasources", "prometheus.yml");

    /** A row of the reference: name, type. */
    private static final Pattern REFERENCE = Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\w+) \\|");

    private static final Map<String, List<String>> SUFFIXES = Map.of(
            "counter", List.of(""),
            "gauge", List.of(""),
            "summary", List.of("_count", "_sum", "_max"),
            "histogram", List.of("_bucket", "_count", "_sum", "_max"));

    @TempDir
    private Path folder;

    @Test
    void shouldNameOnlySeriesThatTheReferenceHas() throws IOException {
        // Given
        Set<String> shown = new TreeSet<>(Set.of("up", "ALERTS"));
        Matcher reference = REFERENCE.matcher(Files.readString(Path.of("docs", "metrics.md")));
        while (reference.find()) {
            SUFFIXES.get(reference.group(2)).forEach(suffix -> shown.add(reference.group(1) + suffix));
        }

        // When
        Map<String, Set<String>> strangers = new TreeMap<>();
        expressions().forEach((where, expression) -> {
            Set<String> names = PromQl.seriesOf(expression);
            assertThat(names).as(where).isNotEmpty();
            names.removeAll(shown);
            if (!names.isEmpty()) {
                strangers.put(where, names);
            }
        });

        // Then
        assertThat(strangers).isEmpty();
    }

    @Test
    void shouldAskTheDataSourceThatIsProvisioned() {
        assertThat(DASHBOARD.findValues("datasource"))
                .isNotEmpty()
                .allSatisfy(source -> assertThat(source.get("uid")).isEqualTo(SOURCES.at("/datasources/0/uid")));
    }

    @Test
    void shouldGiveEveryPanelANumberAndAPlaceOfItsOwn() {
        // When
        List<Integer> ids = new ArrayList<>();
        List<String> squares = new ArrayList<>();
        for (JsonNode panel : DASHBOARD.get("panels")) {
            ids.add(panel.get("id").asInt());
            JsonNode place = panel.get("gridPos");
            int right = place.get("x").asInt() + place.get("w").asInt();
            assertThat(right).as(panel.get("title").asText()).isLessThanOrEqualTo(24);
            for (int x = place.get("x").asInt(); x < right; x++) {
                for (int y = 0; y < place.get("h").asInt(); y++) {
                    squares.add(x + "," + (place.get("y").asInt() + y));
                }
            }
        }

        // Then
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(squares).doesNotHaveDuplicates();
    }

    @Test
    void shouldSayOfEveryAlertHowGraveItIsAndWhatToDo() {
        assertThat(rules()).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
            assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
            assertThat(rule.at("/annotations/action").asText()).isNotBlank();
        });
    }

    @Test
    void shouldHaveACaseInWhichEachAlertFires() throws IOException {
        // Given
        String cases = Files.readString(Path.of("src", "test", "resources", "prometheus", "alerts-test.yml"));

        // Then
        assertThat(rules())
                .allSatisfy(rule -> assertThat(cases)
                        .contains("{alertname=\"" + rule.get("alert").asText() + "\"}"));
    }

    @Test
    void shouldFireEachAlertInItsCaseOnly() throws Exception {
        promtool("test", "rules", "src/test/resources/prometheus/alerts-test.yml");
    }

    @Test
    void shouldBeAConfigurationThatPrometheusTakes() throws Exception {
        promtool("check", "config", "config/prometheus/prometheus.yml");
    }

    @Test
    void shouldAskInTheDashboardWhatPrometheusUnderstands() throws Exception {
        // Given
        StringBuilder rules = new StringBuilder("groups: [{name: dashboard, rules: [");
        int number = 0;
        for (String expression : expressions().values()) {
            String bare = expression.replace("$__rate_interval", "1m").replace("$instance", ".*");
            rules.append("{record: 'panel_")
                    .append(number++)
                    .append("', expr: '")
                    .append(bare)
                    .append("'},\n");
        }
        Path file = Files.writeString(folder.resolve("rules.yml"), rules.append("]}]"));

        // Then
        promtool("check", "rules", file.toString());
    }

    /** Every query of the dashboard and every condition of an alert, by where it stands. */
    private static Map<String, String> expressions() {
        Map<String, String> expressions = new TreeMap<>();
        for (JsonNode panel : DASHBOARD.get("panels")) {
            for (JsonNode target : panel.path("targets")) {
                expressions.put(
                        "panel " + panel.get("title").asText() + " "
                                + target.get("refId").asText(),
                        target.get("expr").asText());
            }
        }
        expressions.put("annotations", DASHBOARD.at("/annotations/list/0/expr").asText());
        rules().forEach(rule -> expressions.put(
                "alert " + rule.get("alert").asText(), rule.get("expr").asText()));
        return expressions;
    }

    private static List<JsonNode> rules() {
        return Yaml.each(ALERTS.get("groups"))
                .flatMap(group -> Yaml.each(group.get("rules")))
                .toList();
    }

    /** Runs Prometheus' own checker, which must find nothing wrong. */
    private static void promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            String reason = "Skipped: there is no promtool on this machine (Debian's package prometheus has it)";
            System.out.println(reason);
            abort(reason);
            return;
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
