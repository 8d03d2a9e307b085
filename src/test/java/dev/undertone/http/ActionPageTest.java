// SPDX-License-Identifier: Apache-2.0
package dev.undertone.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionPageTest {
    private final CompletableFuture<ActionAnswer> answer = new CompletableFuture<>();
    private final AtomicInteger done = new AtomicInteger();
    private final ActionPage page = new ActionPage("/model/reload", () -> {
        done.incrementAndGet();
        return answer;
    });

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1"})
    void shouldAnswerThisMachineOnceTheActionIsDone(String address) throws IOException {
        // Given
        Exchange exchange = new Exchange("POST", "/model/reload", address);
        page.handle(exchange);
        int early = exchange.status;

        // When
        answer.complete(new ActionAnswer(409, "{}\n"));

        // Then
        assertThat(early).isZero();
        assertThat(exchange.status).isEqualTo(409);
        assertThat(exchange.body).hasToString("{}\n");
        assertThat(exchange.closed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "192.168.1.7", "0.0.0.1", "2001:db8::1"})
    void shouldForbidItToOtherMachines(String address) throws IOException {
        // Given
        Exchange exchange = new Exchange("POST", "/model/reload", address);

        // When
        page.handle(exchange);

        // Then
        assertThat(exchange.status).isEqualTo(403);
        assertThat(done).hasValue(0);
    }

    @Test
    void shouldForbidItToPagesInABrowserOfThisMachine() throws IOException {
        // Given
        Exchange exchange = new Exchange("POST", "/model/reload", "127.0.0.1");
        exchange.getRequestHeaders().add("Origin", "http://127.0.0.1:8080");

        // When
        page.handle(exchange);

        // Then
        assertThat(exchange.status).isEqualTo(403);
        assertThat(done).hasValue(0);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "text/plain; a=application/json"
            })
    void shouldTakeNothingThatAForeignPageCanSend(String contentType) throws IOException {
        // Given
        Exchange exchange = new Exchange("POST", "/model/reload", "127.0.0.1");
        exchange.getRequestHeaders().remove("Content-Type");
        if (contentType != null) {
            exchange.getRequestHeaders().add("Content-Type", contentType);
        }

        // When
        page.handle(exchange);

        // Then
        assertThat(exchange.status).isEqualTo(415);
        assertThat(exchange.body.toString(StandardCharsets.UTF_8)).contains("Content-Type: application/json");
        assertThat(done).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})
    void shouldTakeNothingButAPost(String method) throws IOException {
        // Given
        Exchange exchange = new Exchange(method, "/model/reload", "127.0.0.1");

        // When
        page.handle(exchange);

        // Then
        assertThat(exchange.status).isEqualTo(405);
        assertThat(exchange.getResponseHeaders().getFirst("Allow")).isEqualTo("POST");
        assertThat(done).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/model/reload/", "/model/reloadx", "/model/reload/now"})
    void shouldAnswerToItsOwnPathOnly(String path) throws IOException {
        // Given
        Exchange exchange = new Exchange("POST", path, "127.0.0.1");

        // When
        page.handle(exchange);

        // Then
        assertThat(exchange.status).isEqualTo(404);
    }

    @Test
    void shouldKeepWhyAnActionFailedToItself() throws IOException {
        // Given
        Exchange exchange = new Exchange("POST", "/model/reload", "127.0.0.1");
        page.handle(exchange);

        // When
        answer.completeExceptionally(new IllegalStateException("secret"));

        // Then
        assertThat(exchange.status).isEqualTo(500);
        assertThat(exchange.body.toString(StandardCharsets.UTF_8))
                .contains("\"status\":500")
                .doesNotContain("secret");
        assertThat(exchange.closed).isTrue();
    }

    /** A request from an address that no test could ask from. */
    private static final class Exchange extends HttpExchange {
        private final String method;
        private final String path;
        private final InetSocketAddress remote;
        private final Headers requestHeaders = new Headers();
        private final Headers responseHeaders = new Headers();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private int status;
        private boolean closed;

        Exchange(String method, String path, String address) throws IOException {
            this.method = method;
            this.path = path;
            this.remote = new InetSocketAddress(InetAddress.getByName(address), 40_000);
            requestHeaders.set("Content-Type", "application/json; charset=utf-8");
        }

        @Override
        public Headers getRequestHeaders() {
            return requestHeaders;
        }

        @Override
        public Headers getResponseHeaders() {
            return responseHeaders;
        }

        @Override
        public URI getRequestURI() {
            return URI.create(path);
        }

        @Override
        public String getRequestMethod() {
            return method;
        }

        @Override
        public HttpContext getHttpContext() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public InputStream getRequestBody() {
            return InputStream.nullInputStream();
        }

        @Override
        public OutputStream getResponseBody() {
            return body;
        }

        @Override
        public void sendResponseHeaders(int code, long length) {
            status = code;
        }

        @Override
        public InetSocketAddress getRemoteAddress() {
            return remote;
        }

        @Override
        public int getResponseCode() {
            return status;
        }

        @Override
        public InetSocketAddress getLocalAddress() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getProtocol() {
            return "HTTP/1.1";
        }

        @Override
        public Object getAttribute(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setAttribute(String name, Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setStreams(InputStream in, OutputStream out) {
            throw new UnsupportedOperationException();
        }

        @Override
        public HttpPrincipal getPrincipal() {
            throw new UnsupportedOperationException();
        }
    }
}
