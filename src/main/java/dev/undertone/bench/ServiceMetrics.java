// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench;

import dev.undertone.bench.report.Batches;
import dev.undertone.bench.report.BenchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the running instances of the service tell of themselves over HTTP. */
final class ServiceMetrics {
    private static final int MOST_TORN_PAGES = 20;

    private final List<Integer> ports = new ArrayList<>();

    /** The instances of the run before are gone. */
    void forget() {
        ports.clear();
    }

    /** A free port for one more instance to serve its metrics at. */
    int newPort() {
        int port = freePort();
        ports.add(port);
        return port;
    }

    /** Where the instances answer. */
    List<Integer> ports() {
        return List.copyOf(ports);
    }

    /** The batches of all instances so far. */
    Batches batches() {
        // A batch is counted in microseconds and takes milliseconds: hardly a page is torn, and never many in a row.
        return Stream.generate(() -> Batches.parse(pages()))
                .limit(MOST_TORN_PAGES)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(
                        () -> new BenchException("the service's metrics do not agree on how many batches there were"));
    }

    private String pages() {
        HttpClient http = HttpClient.newHttpClient();
        StringBuilder pages = new StringBuilder();
        for (int port : ports) {
            URI page = URI.create("http://127.0.0.1:" + port + "/metrics");
            try {
                pages.append(http.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                        .body());
            } catch (IOException e) {
                throw new UncheckedIOException("the service's metrics cannot be read at " + page, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BenchException("interrupted while the service's metrics were read");
            }
        }
        return pages.toString();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
    }
}
