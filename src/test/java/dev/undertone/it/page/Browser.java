// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it.page;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a screen, as Debian has it. */
final class Browser implements AutoCloseable {
    private static final Path PICTURES = Path.of("target", "page");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Skips the test that asks where there is none, and says so. */
    static Browser open() {
        File browser = find("/usr/bin/chromium", "/usr/bin/google-chrome");
        File service = find("/usr/bin/chromedriver", "/usr/local/bin/chromedriver");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser);
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars");
        return new Browser(new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(service)
                        .usingAnyFreePort()
                        .build(),
                options));
    }

    void go(String url) {
        driver.get(url);
    }

    /** A width in CSS pixels, with colours for day or night. */
    void show(int width, int height, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Puts the tab to sleep, as browsers do with one that was not looked at for some minutes, or wakes it. */
    void sleep(boolean asleep) {
        driver.executeCdpCommand("Page.setWebLifecycleState", Map.of("state", asleep ? "frozen" : "active"));
    }

    /** How many nodes the page has, in and out of what is shown, once all is collected that nothing refers to. */
    long nodes() {
        driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
        return ((Number) driver.executeCdpCommand("Memory.getDOMCounters", Map.of())
                        .get("nodes"))
                .longValue();
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** What people see of each. */
    List<String> texts(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream()
                .filter(WebElement::isDisplayed)
                .map(WebElement::getText)
                .toList();
    }

    Object run(String script) {
        return driver.executeScript(script);
    }

    ConditionFactory await(String what) {
        return Awaitility.await(what)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions();
    }

    /** What the page has complained of since this was asked before, without what the network could not bring. */
    List<String> complaints() {
        return StreamSupport.stream(driver.manage().logs().get(LogType.BROWSER).spliterator(), false)
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("net::ERR_"))
                .toList();
    }

    /** Serious faults by the rules of axe-core, each with what it is about. */
    List<String> faults() throws IOException {
        try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
            driver.executeScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        Object found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, { resultTypes: ['violations'] }).then(
                  results => done(results.violations
                    .filter(fault => ['serious', 'critical'].includes(fault.impact))
                    .map(fault => fault.id + ': ' + fault.nodes.map(node => node.html.slice(0, 200)).join(' '))),
                  failure => done(['axe failed: ' + failure]));
                """);
        return ((List<?>) found).stream().map(Object::toString).toList();
    }

    /** Keeps a picture of what is shown among the build's outputs. */
    void keepPicture(String name) throws IOException {
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }

    private static File find(String first, String second) {
        return Stream.of(first, second)
                .map(File::new)
                .filter(File::canExecute)
                .findFirst()
                .orElseGet(() -> {
                    String reason = "Skipped the test of the page: there is no " + first
                            + " here (Debian's packages chromium and chromium-driver have what it takes)";
                    System.out.println(reason);
                    return abort(reason);
                });
    }
}
