// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.utils.Utils;

/** What listens where a broker should, told by its answer to a greeting in TLS. */
enum Listener {
    /** Nothing, or what does not say a word, as a machine that stands still. */
    NOTHING,
    TLS,
    /** Hangs up on TLS, as a broker without it does. */
    CLOSING,
    /** Answers in words of its own, which a broker never does. */
    OTHER;

    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(1).toMillis();

    /**
     * The types of record that a server opens TLS with: a handshake, or an alert that it has no use for ours (RFC
     * 8446, 5.1).
     */
    private static final List<Integer> FIRST_BYTES_OF_TLS = List.of(0x16, 0x15);

    /**
     * Looks at all addresses at the same time, for two seconds at most.
     *
     * @param bootstrapServers HOST:PORT, several with commas
     * @return what is at each of them, in their order
     */
    static Map<String, Listener> atEach(String bootstrapServers) {
        Map<String, CompletableFuture<Listener>> looks = new LinkedHashMap<>();
        for (String address : bootstrapServers.split(",")) {
            looks.put(
                    address.strip(),
                    CompletableFuture.supplyAsync(
                            () -> at(address.strip()), task -> new Thread(task, "undertone-greeting").start()));
        }
        Map<String, Listener> found = new LinkedHashMap<>();
        looks.forEach((address, look) -> found.put(address, look.join()));
        return found;
    }

    private static Listener at(String address) {
        String host = Utils.getHost(address);
        Integer port = Utils.getPort(address);
        if (host == null || port == null) {
            return NOTHING;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            return greet(socket);
        } catch (IOException e) {
            return NOTHING;
        }
    }

    private static Listener greet(Socket socket) {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine();
            engine.setUseClientMode(true);
            ByteBuffer greeting = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), greeting);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(greeting.array(), 0, greeting.position());
            int first = socket.getInputStream().read();
            if (first < 0) {
                return CLOSING;
            }
            return FIRST_BYTES_OF_TLS.contains(first) ? TLS : OTHER;
        } catch (SocketTimeoutException e) {
            return NOTHING;
        } catch (IOException | NoSuchAlgorithmException e) {
            return CLOSING;
        }
    }
}
