// SPDX-License-Identifier: Apache-2.0
package dev.undertone.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.Distribution;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A broker as a process of its own, which can be killed, started again on its data, and frozen. */
final class BrokerProcess implements AutoCloseable {
    private final Distribution.Running broker;

    private BrokerProcess(Distribution.Running broker) {
        this.broker = broker;
    }

    /**
     * Starts it on the data in {@code folder}, which is made if need be, and waits until it has printed its address, or
     * fails with what it printed instead.
     *
     * @param port 0 for any free one
     */
    static BrokerProcess start(Path folder, int port) {
        Distribution.Running broker =
                Distribution.start("broker", "--port", Integer.toString(port), "--data", folder.toString());
        Awaitility.await("the broker's address")
                .atMost(Duration.ofSeconds(60))
                .failFast(() -> assertThat(broker.process().isAlive())
                        .as("the broker is alive; it said: %s", broker.err())
                        .isTrue())
                .untilAsserted(() -> assertThat(broker.out()).as(broker.err()).endsWith("\n"));
        return new BrokerProcess(broker);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    String bootstrapServers() {
        return broker.out().strip();
    }

    /** Lets it keep its connections and answer nothing. */
    void freeze() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-STOP", Long.toString(broker.process().pid()))
                .start()
                .waitFor();
    }

    /** Kills it. */
    @Override
    public void close() {
        broker.close();
    }
}
