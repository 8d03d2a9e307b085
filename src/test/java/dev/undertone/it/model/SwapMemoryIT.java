// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.Deployment;
import dev.undertone.testing.ResidentMemory;
import dev.undertone.testing.ShippedModel;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The memory of a scorer whose model, the one that is shipped, is swapped again and again under load. */
@Tag("alone")
@EnabledOnOs(value = OS.LINUX, disabledReason = "/proc says how much memory is resident")
class SwapMemoryIT {
    private static final int SWAPS = 50;
    private static final int WARM = 10;
    private static final int REVIEWS_A_SWAP = 200;

    /**
     * Fifty swaps came to 1 and to 6 %, to which the compiler's own growth in the first half minute belongs; with the C
     * library's own settings instead of the start script's, to 13. A session that is not closed keeps at least its
     * graph, 10 MB a swap: more than 80 %.
     */
    private static final double MOST_GROWTH = 1.15;

    @TempDir
    private Path folder;

    @Test
    void shouldStayWhereItWasOverFiftySwaps() throws Exception {
        // Given
        List<Path> bundles = List.of(bundle("even"), bundle("odd"));
        Path current = Files.createSymbolicLink(folder.resolve("current"), bundles.get(0));
        try (Deployment deployment = new Deployment("model.path=" + current, "model.reload.interval.ms=0")
                // A heap of one size: what grows then is not Java's.
                .startWith(Map.of("UNDERTONE_JAVA_OPTIONS", "-Xms256m -Xmx256m -XX:+AlwaysPreTouch"))) {
            List<Long> resident = new ArrayList<>();

            // When
            for (int swap = 1; swap <= SWAPS; swap++) {
                deployment.publish(reviews(swap));
                Path link = Files.createSymbolicLink(folder.resolve("next"), bundles.get(swap % 2));
                Files.move(link, current, StandardCopyOption.ATOMIC_MOVE);
                HttpResponse<String> answer = deployment.ask("POST", "/model/reload");
                assertThat(answer.body()).contains("\"swapped\"");
                resident.add(ResidentMemory.of(deployment.scorer().process().pid()) / 1024);
            }
            assertThat(Deployment.read(deployment.output, SWAPS * REVIEWS_A_SWAP))
                    .hasSize(SWAPS * REVIEWS_A_SWAP);

            // Then
            System.out.println("Resident after each swap, in KB: " + resident);
            assertThat(typical(resident.subList(SWAPS - WARM, SWAPS)))
                    .as("KB resident at the end, of %s", resident)
                    .isLessThan((long) (MOST_GROWTH * typical(resident.subList(WARM - WARM / 2, WARM + WARM / 2))));
        }
    }

    /** The shipped model under another version. */
    private Path bundle(String version) throws IOException {
        return ShippedModel.copyTo(folder.resolve(version), manifest -> manifest.put("version", version));
    }

    private static List<byte[]> reviews(int swap) {
        return IntStream.range(0, REVIEWS_A_SWAP)
                .mapToObj(i -> "{\"id\":\"" + swap + "-" + i + "\",\"text\":\""
                        + "not what I had hoped for but a good evening all the same ".repeat(1 + i % 30) + "\"}")
                .map(event -> event.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static long typical(List<Long> values) {
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
