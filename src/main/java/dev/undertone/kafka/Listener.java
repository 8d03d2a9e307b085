// SPDX-License-Identifier: Apache-2.0
package dev.undertone.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.utils.Utils;

/** What listens where a broker should, told by its answer to a greeting in TLS. */
enum Listener {
    NOTHING,
    TLS,
    OTHER;

    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(1).toMillis();

    /**
     * The types of record that a server opens TLS with: a handshake, or an alert that it has no use for ours (RFC
     * 8446, 5.1).
     */
    private static final List<Integer> FIRST_BYTES_OF_TLS = List.of(0x16, 0x15);

    /**
     * Looks at the first of the addresses where anything listens.
     *
     * @param bootstrapServers HOST:PORT, several with commas
     */
    static Listener at(String bootstrapServers) {
        for (String address : bootstrapServers.split(",")) {
            String host = Utils.getHost(address.strip());
            Integer port = Utils.getPort(address.strip());
            if (host != null && port != null) {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
                    return greet(socket);
                } catch (IOException e) {
                    continue;
                }
            }
        }
        return NOTHING;
    }

    private static Listener greet(Socket socket) {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine();
            engine.setUseClientMode(true);
            ByteBuffer greeting = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), greeting);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(greeting.array(), 0, greeting.position());
            return FIRST_BYTES_OF_TLS.contains(socket.getInputStream().read()) ? TLS : OTHER;
        } catch (SocketTimeoutException e) {
            return NOTHING;
        } catch (IOException | NoSuchAlgorithmException e) {
            // Closed on us.
            return OTHER;
        }
    }
}
