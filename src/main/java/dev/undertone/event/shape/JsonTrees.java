// SPDX-License-Identifier: Apache-2.0
package dev.undertone.event.shape;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.TSFBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** JSON as trees: of bounded depth, with numbers as they are written. Safe for use by many threads. */
public final class JsonTrees {
    /** Well below the 1,000 levels that can be written: a carried field comes out deeper than it came in. */
    private static final int MAX_DEPTH = 500;

    private static final ObjectReader WHOLE =
            mapper(JsonFactory.builder()).reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonTrees() {}

    /** Exact decimals with all their zeros, so that carried numbers come out as they came in. */
    public static ObjectMapper mapper(TSFBuilder<?, ?> factory) {
        StreamReadConstraints constraints =
                StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build();
        return JsonMapper.builder(
                        (JsonFactory) factory.streamReadConstraints(constraints).build())
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    /** What a text says that is JSON; empty where it is none, or holds half a character in the name of a field. */
    public static Optional<JsonNode> parse(String text) {
        try {
            // As bytes, of which the parser is stricter than of characters.
            return Optional.ofNullable(WHOLE.readTree(text.getBytes(StandardCharsets.UTF_8)))
                    .filter(tree -> !tree.isMissingNode());
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
