// SPDX-License-Identifier: Apache-2.0
package dev.undertone.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Ports of the loopback address that nobody listens on. */
public final class Ports {
    private static final String HOST = "127.0.0.1";

    private Ports() {}

    /** Any. */
    public static int free() {
        return free(new Random());
    }

    /**
     * One below those that the system hands out: a client that knocks at a stopped broker's port could otherwise get
     * that very port as its own and be connected to itself.
     */
    public static int free(RandomGenerator random) {
        while (true) {
            int port = random.nextInt(20_000, 30_000);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
                return port;
            } catch (IOException e) {
                continue;
            }
        }
    }
}
