// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.Deployment;
import dev.undertone.testing.Ports;
import dev.undertone.testing.TinyModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** What somebody sees who opens the page. */
class PageIT {
    private static final String HOSTILE =
            "good <script>document.title='hacked'</script><img src=x onerror=\\\"document.title='hacked'\\\"> &amp; </li>";
    private static final int KEPT = 200;
    private static final String SECRET = "correct-horse-battery";

    @TempDir
    private Path folder;

    private Browser browser;

    @BeforeEach
    void open() {
        browser = Browser.open();
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void shouldShowReviewsAsTheyAreScoredAndScoreWhatIsTyped() throws Exception {
        TinyModel.writeExplainingTo(folder);
        try (Deployment deployment = new Deployment("model.path=" + folder, "explain.words=5").start()) {
            // Given
            browser.go("http://" + deployment.httpAddress() + "/");

            // When
            List<String> events = new ArrayList<>();
            events.add("{\"id\":\"h\",\"text\":\"" + HOSTILE + "\"}");
            for (int i = 0; i < 12; i++) {
                events.add(
                        "{\"id\":\"r-" + i + "\",\"text\":\"" + (i % 3 == 0 ? "bad" : "great") + " thing " + i + "\"}");
            }
            events.add("no event at all");
            deployment.publish(events.stream()
                    .map(event -> event.getBytes(StandardCharsets.UTF_8))
                    .toList());

            // Then
            browser.await("all reviews")
                    .until(() -> browser.texts("#review-list > li").size() == 13);
            assertThat(browser.texts("#review-list .text"))
                    .contains("good <script>document.title='hacked'</script>"
                            + "<img src=x onerror=\"document.title='hacked'\"> &amp; </li>")
                    .contains("great thing 11", "bad thing 9");
            assertThat(browser.texts("#review-list mark.positive")).contains("good", "great");
            assertThat(browser.texts("#review-list mark.negative")).containsOnly("bad");
            assertThat(browser.run("return document.title")).isEqualTo("Undertone");
            assertThat(browser.run("return document.querySelectorAll('#review-list img, #review-list script').length"))
                    .isEqualTo(0L);
            browser.await("the rejected one")
                    .until(() ->
                            browser.texts("#rejected-reasons li").toString().contains("1 UNREADABLE"));
            browser.await("figures")
                    .until(() -> browser.find("#model").getText().equals("tiny 1")
                            && browser.find("#chart-share canvas").isDisplayed());

            // And when
            browser.find("#filter-label").sendKeys("negative");
            browser.find("#filter-text").sendKeys("THING 9");
            assertThat(browser.texts("#review-list .text")).containsExactly("bad thing 9");
            browser.find("#filter-label").sendKeys("all");
            browser.find("#filter-text").clear();
            browser.find("#filter-text").sendKeys(" ", Keys.BACK_SPACE);
            browser.find("#rejected-reasons button").sendKeys(Keys.ENTER);
            browser.find("#try-text").sendKeys("awful");

            // Then
            assertThat(browser.find("#rejected-reasons pre").getText())
                    .contains(
                            "undertone redrive replay ", " --topic " + deployment.deadLetters, " --reason UNREADABLE");
            browser.await("the typed text's score")
                    .until(() -> browser.find("#try-result").getText().startsWith("negative"));
            assertThat(browser.texts("#try-result mark.negative")).containsExactly("awful");
            for (int width : List.of(360, 1_600)) {
                for (boolean dark : List.of(false, true)) {
                    browser.show(width, 1_200, dark);
                    assertThat(browser.run("return document.documentElement.scrollWidth"))
                            .isEqualTo((long) width);
                    browser.keepPicture("page-" + width + (dark ? "-dark" : "-light"));
                    assertThat(browser.complaints()).isEmpty();
                    assertThat(browser.faults()).isEmpty();
                    browser.complaints();
                }
            }
        }
    }

    @Test
    void shouldGoOnAfterTheServiceWasRestarted() throws Exception {
        // Given
        TinyModel.writeTo(folder);
        int port = Ports.free();
        try (Deployment deployment = new Deployment("model.path=" + folder, "http.port=" + port).start()) {
            browser.go("http://127.0.0.1:" + port + "/");
            deployment.publish(List.of("{\"text\":\"good before\"}".getBytes(StandardCharsets.UTF_8)));
            browser.await("the first review")
                    .until(() -> browser.texts("#review-list .text").equals(List.of("good before")));

            // When
            deployment.scorer().terminate();
            browser.await("word of the end")
                    .until(() -> browser.find("#status").getText().contains("does not answer"));
            deployment.start();
            deployment.publish(List.of("{\"text\":\"bad after\"}".getBytes(StandardCharsets.UTF_8)));

            // Then
            browser.await("the second review")
                    .until(() -> browser.texts("#review-list .text").equals(List.of("bad after", "good before")));
            assertThat(browser.find("#status").getText()).isEqualTo("Live");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void shouldGoOnAfterItsTabSleptForLong() throws Exception {
        // Given: a full list, so that what comes has to take the place of what was there.
        TinyModel.writeTo(folder);
        try (Deployment deployment = new Deployment("model.path=" + folder).start()) {
            browser.go("http://" + deployment.httpAddress() + "/");
            browser.run("window.seen = []; ['freeze', 'resume'].forEach("
                    + "what => document.addEventListener(what, () => window.seen.push(what)))");
            publishSlowly(deployment, "good before");
            browser.await("a full list").until(() -> shownReviews().size() == KEPT);
            long nodesBefore = browser.nodes();

            // When: meanwhile its stream ends, and the service keeps nothing any more that the page has.
            browser.sleep(true);
            publishSlowly(deployment, "bad meanwhile");
            browser.sleep(false);
            show(true);

            // Then: one that comes in the same second as twenty others is not shown.
            int[] published = {0};
            browser.await("a review after")
                    .pollInterval(Duration.ofMillis(1_100))
                    .until(() -> {
                        String text = "{\"text\":\"great after " + published[0]++ + "\"}";
                        deployment.publish(List.of(text.getBytes(StandardCharsets.UTF_8)));
                        return shownReviews().get(0).startsWith("great after");
                    });
            List<String> texts = shownReviews();
            assertThat(texts).hasSize(KEPT).doesNotHaveDuplicates();
            assertThat(texts).allMatch(text -> text.startsWith("bad meanwhile") || text.startsWith("great after"));
            assertThat(browser.run("return window.seen.join()")).isEqualTo("freeze,resume");
            assertThat(browser.find("#status").getText()).isEqualTo("Live");
            // Chromium lets go of what was removed when it next draws the page, as for somebody who looks at it again.
            browser.keepPicture("page-after-sleep");
            browser.await("what was shown before to be gone")
                    .untilAsserted(() -> assertThat(browser.nodes()).isLessThan(nodesBefore + nodesBefore / 10));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void shouldAddNoRowWhileItsTabIsInTheBackground() throws Exception {
        // Given
        TinyModel.writeTo(folder);
        try (Deployment deployment = new Deployment("model.path=" + folder).start()) {
            browser.go("http://" + deployment.httpAddress() + "/");
            deployment.publish(List.of("{\"text\":\"good before\"}".getBytes(StandardCharsets.UTF_8)));
            browser.await("the first").until(() -> shownReviews().equals(List.of("good before")));

            // When
            show(false);
            deployment.publish(List.of("{\"text\":\"bad meanwhile\"}".getBytes(StandardCharsets.UTF_8)));
            Deployment.read(deployment.output, 2);
            // What comes behind it is told behind it.
            deployment.publish(List.of("{".getBytes(StandardCharsets.UTF_8)));
            browser.await("the rejected one")
                    .until(() -> !browser.texts("#rejected-reasons li").isEmpty());
            List<String> hidden = shownReviews();
            show(true);

            // Then
            assertThat(hidden).containsExactly("good before");
            assertThat(shownReviews()).containsExactly("bad meanwhile", "good before");
        }
    }

    /** As the browser says of a tab that others cover. */
    private void show(boolean visible) {
        browser.run("Object.defineProperty(document, 'hidden', {configurable: true, value: " + !visible + "});"
                + "document.dispatchEvent(new Event('visibilitychange'))");
    }

    /** Their texts. Of elements that the driver was given, the browser keeps each. */
    @SuppressWarnings("unchecked")
    private List<String> shownReviews() {
        return (List<String>)
                browser.run("return [...document.querySelectorAll('#review-list .text')].map(text => text.innerText)");
    }

    /** More than are kept, and not faster than reviews are shown. */
    private static void publishSlowly(Deployment deployment, String text) {
        int[] seconds = {0};
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(1_100))
                .until(() -> {
                    seconds[0]++;
                    deployment.publish(IntStream.rangeClosed(1, 20)
                            .mapToObj(i -> "{\"text\":\"" + text + " " + seconds[0] + " " + i + "\"}")
                            .map(event -> event.getBytes(StandardCharsets.UTF_8))
                            .toList());
                    return seconds[0] * 20 >= KEPT + 60;
                });
    }

    @Test
    void shouldAskForTheTokenAndNothingShowWithoutIt() throws Exception {
        TinyModel.writeTo(folder);
        try (Deployment deployment =
                new Deployment("model.path=" + folder, "http.host=0.0.0.0", "http.token=" + SECRET).start()) {
            // Given
            deployment.publish(List.of("{\"text\":\"good\"}".getBytes(StandardCharsets.UTF_8)));
            browser.go("http://" + deployment.httpAddress().replace("0.0.0.0", "127.0.0.1") + "/");
            browser.await("the question").until(() -> browser.find("#token").isDisplayed());

            // When
            browser.find("#token").sendKeys("a guess that is wrong", Keys.ENTER);
            browser.await("the refusal")
                    .until(() -> browser.find("#token-problem").getText().contains("missing or wrong"));
            boolean empty = browser.texts("#review-list > li").isEmpty();
            browser.find("#token").sendKeys(SECRET, Keys.ENTER);

            // Then
            assertThat(empty).isTrue();
            browser.await("the review")
                    .until(() -> browser.texts("#review-list .text").equals(List.of("good")));
            assertThat(deployment.scorer().err()).doesNotContain(SECRET);
        }
    }
}
