// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.undertone.event.ScoredEventWriter;
import dev.undertone.http.Problem;
import dev.undertone.review.Label;
import dev.undertone.review.ModelId;
import dev.undertone.review.Probabilities;
import dev.undertone.review.RejectReason;
import dev.undertone.review.Scored;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldBeADocumentOfOpenApi() throws IOException {
        // Given
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        options.setValidateInternalRefs(true);

        // When
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(text(), null, options);

        // Then
        assertThat(result.getMessages()).isEmpty();
        assertThat(result.isOpenapi31()).isTrue();
        assertThat(result.getOpenAPI().getPaths())
                .containsOnlyKeys(
                        "/score", "/model/reload", "/metrics", "/health/live", "/health/ready", "/health/started");
    }

    @Test
    void shouldFindFaultWithADocumentThatIsNone() throws IOException {
        // Given
        String damaged = text().replace("\"responses\"", "\"answers\"");

        // When
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(damaged, null, new ParseOptions());

        // Then
        assertThat(result.getMessages()).isNotEmpty();
    }

    @Test
    void shouldKnowEveryReason() throws IOException {
        // When
        JsonNode reasons = JSON.readTree(text()).at("/components/schemas/Reason/enum");

        // Then
        assertThat(JSON.convertValue(reasons, String[].class))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(RejectReason.values())
                        .map(Enum::name)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void shouldDescribeWhatIsAnswered() throws IOException {
        // Given
        byte[] scored = new ScoredEventWriter()
                .write(
                        "a",
                        new Scored(
                                Label.NEUTRAL,
                                0.6,
                                Optional.of(new Probabilities(0.2, 0.5, 0.3)),
                                12,
                                3,
                                true,
                                new ModelId("m", "1")),
                        Instant.parse("2026-11-23T20:15:00.123Z"),
                        Map.of());

        // Then
        assertThat(faults("Scored", new String(scored, StandardCharsets.UTF_8))).isEmpty();
        assertThat(faults("Scored", new String(scored, StandardCharsets.UTF_8).replace("\"label\"", "\"lable\"")))
                .isNotEmpty();
        assertThat(faults("Rejected", "{\"id\":\"a\",\"rejected\":\"EMPTY_TEXT\",\"message\":\"m\"}"))
                .isEmpty();
    }

    @Test
    void shouldHaveATitleForEveryStatus() throws IOException {
        JSON.readTree(text()).at("/paths/~1score/post/responses").fieldNames().forEachRemaining(status -> {
            if (!status.equals("200")) {
                assertThat(new Problem(Integer.parseInt(status), "d").status()).isPositive();
            }
        });
    }

    private static Iterable<?> faults(String schema, String instance) throws IOException {
        ObjectNode document = JSON.createObjectNode().put("$ref", "#/components/schemas/" + schema);
        document.set("components", JSON.readTree(text()).get("components"));
        JsonSchema compiled =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(document);
        return compiled.validate(JSON.readTree(instance));
    }

    private static String text() throws IOException {
        return new String(
                ScoreEndpoint.class.getResourceAsStream("openapi.json").readAllBytes(), StandardCharsets.UTF_8);
    }
}
