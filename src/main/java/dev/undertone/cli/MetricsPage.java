// SPDX-License-Identifier: Apache-2.0
package dev.undertone.cli;

import dev.undertone.cli.terminal.InspectException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics of a running service, read from its page in Prometheus' text format.
 *
 * @param samples values by series, the series as written: {@code name{label="value"}}
 */
record MetricsPage(Map<String, Double> samples) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][^ {]*(?:\\{.*})?) ([^ ]+)");

    /**
     * @param address as HOST:PORT
     * @throws InspectException if no metrics are served there
     */
    static MetricsPage read(String address) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/metrics"))
                    .timeout(PATIENCE)
                    .build();
            HttpResponse<String> response = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new InspectException(
                        "what answers at " + address + " has no metrics (status " + response.statusCode()
                                + "); name a running service with --http HOST:PORT",
                        null);
            }
            return parse(response.body());
        } catch (IOException | IllegalArgumentException e) {
            throw new InspectException(
                    "no service answers at " + address + "; name a running one with --http HOST:PORT", e);
        }
    }

    static MetricsPage parse(String text) {
        Map<String, Double> samples = new LinkedHashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                samples.put(sample.group(1), Double.valueOf(sample.group(2).replace("+Inf", "Infinity")));
            }
        });
        return new MetricsPage(samples);
    }

    /** The value of a series; 0 where there is none. */
    double value(String series) {
        return samples.getOrDefault(series, 0.0);
    }

    /** Name and version of the model that an info series tells of, if there is one. */
    Optional<String> model(String infoName) {
        Pattern info = Pattern.compile(
                Pattern.quote(infoName) + "\\{name=\"((?:[^\"\\\\]|\\\\.)*)\",version=\"((?:[^\"\\\\]|\\\\.)*)\"}");
        return samples.keySet().stream()
                .map(info::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1) + " " + matcher.group(2))
                .findFirst();
    }
}
