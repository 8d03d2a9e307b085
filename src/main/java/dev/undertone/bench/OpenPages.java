// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench;

import dev.undertone.bench.report.BenchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Open pages, one an instance of the service: each reads what its instance shows, as a browser does that shows the page
 * while reviews are scored. Each has a daemon thread, which ends with the instance.
 */
final class OpenPages implements AutoCloseable {
    private static final long AGAIN_MILLIS = 250;
    private static final String ID = "id: ";

    private final HttpClient http = HttpClient.newHttpClient();
    private final LongAdder shown = new LongAdder();
    private final List<Thread> threads;
    private volatile boolean closed;

    private OpenPages(List<Integer> ports) {
        threads = ports.stream()
                .map(port -> new Thread(() -> follow(port), "open-page"))
                .toList();
        for (Thread thread : threads) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** @param ports of the instances, which need not answer yet; empty for no page at all */
    static OpenPages of(List<Integer> ports) {
        return new OpenPages(ports);
    }

    /** @throws BenchException if pages are open that no review was shown on: what was measured had nobody to show it */
    void requireShown() {
        if (!threads.isEmpty() && shown.sum() == 0) {
            throw new BenchException(
                    "the open page was shown no review; leave out http.page and http.token while it is measured");
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }

    /** A stream ends every few seconds, and is asked for anew from where it ended. */
    private void follow(int port) {
        String after = "";
        try {
            while (!closed) {
                try {
                    after = read(URI.create("http://127.0.0.1:" + port + "/page/live?after=" + after), after);
                } catch (IOException | UncheckedIOException e) {
                    // Not there yet, or not any more.
                    Thread.sleep(AGAIN_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            // Closed.
            Thread.currentThread().interrupt();
        }
    }

    /** Reads a stream to its end and says how far that was. */
    private String read(URI stream, String after) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> response =
                http.send(HttpRequest.newBuilder(stream).build(), HttpResponse.BodyHandlers.ofLines());
        if (response.statusCode() != 200) {
            throw new IOException("status " + response.statusCode());
        }
        String[] last = {after};
        response.body().forEach(line -> {
            if (line.startsWith(ID)) {
                last[0] = line.substring(ID.length());
            } else if (line.equals("event: review")) {
                shown.increment();
            }
        });
        return last[0];
    }
}
