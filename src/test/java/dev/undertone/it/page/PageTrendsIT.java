// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.Deployment;
import dev.undertone.testing.Records;
import dev.undertone.testing.TinyModel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** What somebody sees of trends who opens the page. */
class PageTrendsIT {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    @TempDir
    private Path folder;

    @Test
    void shouldShowWhatFallsAndFindAKeyByKeyboard() throws Exception {
        String name = UUID.randomUUID().toString().substring(0, 8);
        try (Browser browser = Browser.open();
                Deployment deployment = new Deployment(
                                "model.path=" + TinyModel.writeTo(folder),
                                "trends.by=productId",
                                "trends.topic=trends-" + name,
                                "trends.alerts.topic=alerts-" + name)
                        .start()) {
            // Given: two products that fall, and one that does not.
            Instant now = Instant.now();
            Instant last = now.truncatedTo(ChronoUnit.HOURS).minus(HOUR);
            List<ProducerRecord<byte[], byte[]>> reviews = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                boolean rare = i % 10 == 0;
                for (String product : List.of("kettle", HOSTILE, "lamp")) {
                    reviews.add(review(deployment, last.minus(HOUR).plusSeconds(i), rare ? "bad" : "good", product));
                    boolean good = product.equals("lamp") ? !rare : rare;
                    reviews.add(review(deployment, last.plusSeconds(i), good ? "good" : "bad", product));
                }
            }
            reviews.add(review(deployment, now, "good", "lamp"));

            // When
            Deployment.send(reviews);
            Deployment.read(deployment.output, reviews.size());
            browser.go("http://" + deployment.httpAddress() + "/");
            browser.await("what falls").until(() -> {
                browser.find("#trends-key").sendKeys(" ", Keys.BACK_SPACE);
                return browser.texts("#trends-list tbody tr").size() == 2;
            });

            // Then
            assertThat(browser.texts("#trends-list tbody td:first-child")).containsExactlyInAnyOrder("kettle", HOSTILE);
            assertThat(browser.run("return document.querySelectorAll('#trends-list img').length"))
                    .isEqualTo(0L);

            // And when
            browser.find("#trends-key").sendKeys("KETT");

            // Then
            browser.await("the key")
                    .until(() ->
                            browser.texts("#trends-list tbody td:first-child").equals(List.of("kettle")));
            assertThat(browser.texts("#trends-list tbody td:last-child")).containsExactly("30");
            browser.keepPicture("page-trends");
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.faults()).isEmpty();
        }
    }

    private static ProducerRecord<byte[], byte[]> review(
            Deployment deployment, Instant at, String text, String product) {
        return new ProducerRecord<>(
                deployment.input,
                null,
                at.toEpochMilli(),
                null,
                Records.bytes("{\"text\":\"" + text + "\",\"productId\":\"" + product + "\"}"));
    }
}
